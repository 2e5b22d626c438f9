"""What the three wire formats send, and how much of it stands in a prefix cache."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossator.completion.cursor import Cursor
from glossator.completion.prompt import chat, fim, plain
from glossator.completion.prompt.window import mark_at, window_at
from glossator.completion.stop import StopRule
from glossator.models.requests import Chat, Continuation, Fim, Prompt, Sampling
from tests.completion.prompt.example import code

KEYS = 500
RELATED_FILES = (("src/price.py", "class Price:\n    amount: float\n    valid: bool\n"),)


def sent(prompt: Prompt) -> str:
    """The prompt as the model reads it."""
    match prompt:
        case Chat(messages):
            return "".join(f"<{message.role}>{message.content}" for message in messages)
        case Fim():
            head = "".join(f"<file>{path}\n{text}" for path, text in prompt.related_files)
            return f"{head}<prefix>{prompt.prefix}<suffix>{prompt.suffix}<middle>"
        case Continuation():
            return prompt.text


def shared_head(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (left, right) in pairs if left != right), min(len(one), len(other)))


RelatedFiles = tuple[tuple[str, str], ...]
Request = Callable[..., tuple[Prompt, Sampling]]
WIRES = {"chat": chat, "fim": fim, "plain": plain}


def requests(wire: str) -> Request:
    """What a wire sends for cursors of one document, one after the other."""
    mark = ""

    def request(cursor: Cursor, related_files: RelatedFiles = ()) -> tuple[Prompt, Sampling]:
        nonlocal mark
        begins = window_at(cursor.prefix, WIRES[wire].PREFIX_CHARACTERS, mark)
        mark = mark_at(cursor.prefix, begins)
        prompt, sampling = WIRES[wire].request(cursor, StopRule.LINE, begins, related_files)
        return prompt, sampling

    return request


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize(
    ("above", "below"), [(0, 0), (3, 0), (3, 40), (40, 0), (40, 40)], ids=lambda count: f"{count}"
)
def test_most_of_a_typing_session_stands_in_the_prefix_cache(
    wire: str, above: int, below: int
) -> None:
    """But for the text after the cursor of a fim prompt, which no cache can hold there."""
    request = requests(wire)
    typed, rest = code(6)[:KEYS], "\n" + code(below)
    cached = total = 0
    last = ""
    for key in range(KEYS):
        cursor = Cursor(code(above) + typed[: key + 1], rest, "python", "src/total.py")
        prompt = sent(request(cursor, RELATED_FILES)[0]).partition("<suffix>")[0]
        cached += shared_head(last, prompt)
        total += len(prompt)
        last = prompt
    assert cached / total >= 0.85


@pytest.mark.parametrize("wire", WIRES)
def test_the_text_before_the_cursor_is_complete_to_the_last_key(wire: str) -> None:
    cursor = Cursor(code(60) + "    last = cursor", "\n" + code(60), "python", "src/total.py")
    text = sent(requests(wire)(cursor)[0])
    assert "    return net * (1 + rate)\n\n\n    last = cursor" in text
    assert len(text) < 10_000


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("python", "# src/price.py\n# class Price:\n#     amount: float\n#     valid: bool\n"),
        ("lua", "-- src/price.py\n-- class Price:\n--     amount: float\n--     valid: bool\n"),
        ("css", ""),
    ],
)
def test_a_text_that_is_continued_has_other_files_in_comments(language: str, head: str) -> None:
    cursor = Cursor("total = ", "", language, "a")
    assert sent(requests("plain")(cursor, RELATED_FILES)[0]) == f"{head}total ="


def test_a_line_of_two_megabytes_makes_a_short_prompt() -> None:
    cursor = Cursor("x" * 2_000_000, "y" * 2_000_000, "javascript", "a.min.js")
    for wire in WIRES:
        assert len(sent(requests(wire)(cursor)[0])) < 20_000
