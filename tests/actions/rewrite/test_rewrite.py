"""Code that a model writes in place of old code: where it may reach, and when it is no edit."""

from __future__ import annotations

import threading

import pytest

from glossator.actions.rewrite import acceptance
from glossator.actions.rewrite.edit import messages
from glossator.actions.rewrite.rewrite import rewrite
from glossator.errors import NoUsableAnswerError
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.actions.rewrite.places import place_in


async def states(drawn: str, answer: str, language: str = "python") -> list[str]:
    """The whole file after each step."""
    buffer, place = place_in(drawn, language)
    chat = messages(buffer, place, "Do it.")
    start, end = place.span
    return [
        buffer.text[:start] + text + buffer.text[end:]
        async for text, *_ in rewrite(buffer, place, chat, CannedModel(answer), Settings())
    ]


def fenced(code: str) -> str:
    return f"```\n{code}\n```\n"


EDITS = {
    "lines": ("a = 0\n│x = 1\ny = 2│\nz = 3\n", "x = 5\ny = 2", "a = 0\nx = 5\ny = 2\nz = 3\n"),
    "indented, answered without": ("if a:\n    │x│\n", "y\nz", "if a:\n    y\n    z\n"),
    "indented, answered with": ("if a:\n    │x│\n", "    y\n    z", "if a:\n    y\n    z\n"),
    "tabs": ("if a:\n\t│if x:\n\t\ty1│\n", "if x:\n    y1 + y2", "if a:\n\tif x:\n\t\ty1 + y2\n"),
    "a part of a line": ("f(│a + b│, c)\n", "f(a - b, c)", "f(a - b, c)\n"),
    "a blank line is filled": ("x = 1\n││\ny = 2\n", "z = 3", "x = 1\nz = 3\ny = 2\n"),
    "blank lines at its end": ("│x = 1│\ny = 2\n", "x = 5\n\n", "x = 5\ny = 2\n"),
}


@pytest.mark.parametrize("case", EDITS)
async def test_the_answer_takes_the_place_of_the_lines(case: str) -> None:
    drawn, answer, wanted = EDITS[case]
    assert (await states(drawn, fenced(answer)))[-1] == wanted


async def test_line_ends_are_the_files() -> None:
    steps = await states("│x = 1\r\ny = 2│\r\nz = 3\r\n", fenced("a = 1\nb = 2"))
    assert steps[-1] == "a = 1\r\nb = 2\r\nz = 3\r\n"


NO_EDITS = {
    "outside of the selection": ("f(│a + b│, c)\n", "g(a + b, c)", "outside of the selection"),
    "what does not parse": ("│x = 1│\n", "x = (", "not valid python"),
    "as it was": ("│x = 1│\n", "x = 1", "as it was"),
    "an empty block": ("│x = 1│\n", "", "empty answer"),
}


@pytest.mark.parametrize("case", NO_EDITS)
async def test_what_cannot_be_meant_is_no_edit(case: str) -> None:
    drawn, answer, sentence = NO_EDITS[case]
    with pytest.raises(NoUsableAnswerError, match=sentence):
        await states(drawn, fenced(answer))


async def test_code_that_was_broken_before_may_stay_so() -> None:
    assert (await states("def f(:\n│x = 1│\n", fenced("x = 2")))[-1] == "def f(:\nx = 2\n"


@pytest.mark.parametrize(("lines", "on_the_loop"), [(10, True), (2_000, False)])
async def test_a_long_file_is_judged_off_the_loop(
    monkeypatch: pytest.MonkeyPatch, lines: int, on_the_loop: bool
) -> None:
    judging = set[bool]()
    check_syntax = acceptance._check_syntax

    def watched(*arguments: object) -> None:
        judging.add(threading.current_thread() is threading.main_thread())
        check_syntax(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(acceptance, "_check_syntax", watched)
    rest = "z = 3\n" * lines
    assert (await states(f"│x = 1│\n{rest}", fenced("x = 2")))[-1] == f"x = 2\n{rest}"
    assert judging == {on_the_loop}
