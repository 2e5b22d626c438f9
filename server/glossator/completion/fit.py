"""How a suggestion meets the text right of the cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from glossator.completion.cursor import Cursor
from glossator.completion.lexing import CLOSER_OF, scan

_PUNCTUATION = re.compile(r"\W+$")
_LOOK_BACK = 1_000  # characters of the cursor's line
_SOLID = 4  # characters that a tail needs to be known as repeated


@dataclass(frozen=True, slots=True)
class Insertion:
    """`text` goes in at the cursor and replaces so many code points right of it, on its line."""

    text: str
    replace_right: int = 0


def fit(text: str, cursor: Cursor) -> Insertion:
    """Let `text` replace what it brings itself: closing brackets and quotes, a repeated tail."""
    tail = cursor.line_after
    if not text or not tail.strip():
        return Insertion(text, len(tail) if text else 0)
    if text.rstrip() == tail.rstrip():
        return Insertion("")
    closed = _closed_by(text, cursor)
    if _repeats_tail(text, tail.rstrip(), closed):
        return Insertion(text, len(tail.rstrip()))
    return Insertion(text, _overlap(closed, tail))


def _closed_by(text: str, cursor: Cursor) -> str:
    """The closing brackets and quote in `text` that close what the cursor's line opened."""
    before = scan(cursor.line_before[-_LOOK_BACK:], cursor.language)
    closed = ""
    if before.quote:
        quote = re.escape(before.quote)
        end = re.search(rf"\A(?:\\.|(?!{quote})[^\\])*{quote}", text, re.DOTALL)
        if not end:
            return ""
        closed, text = before.quote, text[end.end() :]
    wanted = [CLOSER_OF[bracket] for bracket, _ in reversed(before.opened)]
    brought = scan(text, cursor.language).closers
    for want, bring in zip(wanted, brought, strict=False):
        if want != bring:
            break
        closed += bring
    return closed


def _repeats_tail(text: str, tail: str, closed: str) -> bool:
    if not text.rstrip().endswith(tail.strip()):
        return False
    closers = "".join(char for char in tail if char in ")]}\"'`")
    if closers:
        return bool(closed) and closed.startswith(closers)
    return bool(_PUNCTUATION.match(tail)) or len(tail.strip()) >= _SOLID


def _overlap(closed: str, tail: str) -> int:
    """How much of `tail` are exactly the closers that the suggestion brings."""
    length = 0
    while length < min(len(closed), len(tail)) and closed[length] == tail[length]:
        length += 1
    return length
