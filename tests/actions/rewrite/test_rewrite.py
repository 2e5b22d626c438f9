"""Code that a model writes in place of old code: where it may reach, and when it is no edit."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from glossator.actions.diagnostic import Diagnostic
from glossator.actions.rewrite.edit import instruction_above, messages
from glossator.actions.rewrite.fix import check_fix, region_to_fix
from glossator.actions.rewrite.merge import Merge
from glossator.actions.rewrite.region import Region, region_of
from glossator.actions.rewrite.reindent import Reindent, common_indent
from glossator.actions.rewrite.rewrite import rewrite
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.actions.documenting import buffer_of
from tests.syntax.drawn import selection


def place_in(drawn: str, language: str = "python") -> tuple[Buffer, Region]:
    text, start, end = selection(drawn)
    buffer = buffer_of(text, language)
    return buffer, region_of(buffer, (start, end))


async def states(drawn: str, answer: str, language: str = "python") -> list[str]:
    """The whole file after each step."""
    buffer, place = place_in(drawn, language)
    chat = messages(buffer, place, "Do it.")
    start, end = place.span
    return [
        buffer.text[:start] + text + buffer.text[end:]
        async for text, _ in rewrite(buffer, place, chat, CannedModel(answer), Settings())
    ]


def fenced(code: str) -> str:
    return f"```\n{code}\n```\n"


PLACES = {
    "whole lines": ("│x = 1\ny = 2│\n", "x = 1\ny = 2"),
    "with their line end": ("│x = 1\n│y = 2\n", "x = 1"),
    "the indentation left out": ("if x:\n    │y = 1│\n", "    y = 1"),
    "half words": ("val│ue = 1\noth│er = 2\n", "value = 1\nother = 2"),
    "half a string": ("x = 'one t│wo'\n│y = 1\n", "x = 'one two'"),
    "a string of many lines": ("x = '''a\nb│c\nd│e\n'''\n", "x = '''a\nbc\nde\n'''"),
    "a cursor in a function": (
        "def f():\n    return││ 1\n",
        "def f():\n    return 1",
    ),
    "a cursor at the top": ("x = ││1\ny = 2\n", "x = 1"),
    "a cursor on a blank line": ("x = 1\n││\ny = 2\n", ""),
    "an empty file": ("││", ""),
}


@pytest.mark.parametrize("case", PLACES)
def test_which_lines_are_written_anew(case: str) -> None:
    drawn, lines = PLACES[case]
    assert "\n".join(place_in(drawn)[1].lines) == lines


EDITS = {
    "lines": ("a = 0\n│x = 1\ny = 2│\nz = 3\n", "x = 5", "a = 0\nx = 5\nz = 3\n"),
    "indented, answered without": ("if a:\n    │x│\n", "y\nz", "if a:\n    y\n    z\n"),
    "indented, answered with": ("if a:\n    │x│\n", "    y\n    z", "if a:\n    y\n    z\n"),
    "tabs": ("if a:\n\t│if x:\n\t\ty│\n", "if x:\n    z", "if a:\n\tif x:\n\t\tz\n"),
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


def test_only_lines_that_change_move() -> None:
    weaving = Merge(["def f():", "    a = 1", "    b = 2", "    return a"])
    assert weaving.add("def f():")[1:] == ["    a = 1", "    b = 2", "    return a"]
    assert weaving.add("    a = 5")[1:] == ["    a = 5", "    a = 1", "    b = 2", "    return a"]
    assert weaving.add("    b = 2")[1:] == ["    a = 5", "    b = 2", "    return a"]
    assert weaving.add("    return a") == weaving.lines


@pytest.mark.parametrize(
    ("old", "answer", "wanted"),
    [
        (["    a", "        b"], ["a", "    b"], ["    a", "        b"]),
        (["        a", "    b"], ["    a", "b"], ["        a", "    b"]),
        (["        a", "    b"], ["        a", "    b"], ["        a", "    b"]),
        (["\ta", "\t\tb"], ["\ta", "\t\tb"], ["\ta", "\t\tb"]),
        (["  a"], ["\ta", "\t\tb"], ["  a", "      b"]),
        (["    a"], ["a", "", "b"], ["    a", "", "    b"]),
    ],
)
def test_indentation_is_the_files(old: list[str], answer: list[str], wanted: list[str]) -> None:
    indent = Reindent(old, common_indent(old))
    assert [indent.line(line) for line in answer] == wanted


@pytest.mark.parametrize(
    ("drawn", "language", "instruction"),
    [
        ("# sort it\n│x = 1│\n", "python", "sort it"),
        ("x = 1\n    # sort it,\n    # please\n    │y = 1│\n", "python", "sort it, please"),
        ("// sort it\n│x = 1;│\n", "javascript", "sort it"),
        ("/* sort it */\n│x = 1;│\n", "c", "sort it"),
        ("#include <x.h>\n│x = 1;│\n", "c", ""),
        ("-- sort it\n│x = 1│\n", "lua", "sort it"),
        ("│# sort it\nx = 1│\n", "python", "sort it"),
        ("# far away\n\n│x = 1│\n", "python", ""),
        ("x = 1\n│y = 1│\n", "python", ""),
    ],
)
def test_the_comment_above_is_the_instruction(drawn: str, language: str, instruction: str) -> None:
    assert instruction_above(*place_in(drawn, language)) == instruction


def test_a_fix_stays_within_what_a_model_can_write() -> None:
    body = "".join(f"    x{number} = {number}\n" for number in range(200))
    text = f"def f():\n{body}    return y\n\n\ndef g():\n    return z\n"
    buffer = buffer_of(text)
    at = text.index("y\n")
    lines = region_to_fix(buffer, Diagnostic("undefined", (at, at + 1))).lines
    assert len(lines) < 15
    assert "    return y" in lines
    assert not any("def g" in line for line in lines)
    at = text.index("z\n")
    assert region_to_fix(buffer, Diagnostic("undefined", (at, at + 1))).lines[0] == "def g():"


@pytest.mark.parametrize(
    ("after", "fine"),
    [
        ("import os\nx = 1\nprint(x)\n", True),
        ("x = 1\nprint(x)\n", True),
        ("import sys\nx = 1\nprint(x)\n", True),
        ("import os\n\nx = 1\ny = 2\nprint(x)\n", True),
        ("x = 1\n", False),
        ("", False),
    ],
)
def test_a_fix_leaves_nothing_out_but_the_problem(after: str, fine: bool) -> None:
    before = "import os, re\nx = 1\nprint(x)\n"
    with nullcontext() if fine else pytest.raises(NoUsableAnswerError, match="left out"):
        check_fix(Diagnostic('"re" is unused', (11, 13)), before, after)


def test_a_place_of_very_many_lines_is_shown_in_no_time() -> None:
    many = 300_000  # it takes hours to look for their indentation anew at each
    assert Region((0, 0), ("    a",) * many).shown == "\n".join(["a"] * many)
