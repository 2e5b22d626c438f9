"""The insertion of a suggestion: how much of the text after the cursor it replaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from glossator.completion.cursor import Cursor
from glossator.completion.lexer import CLOSER_OF, Scan, scan

_PUNCTUATION = re.compile(r"\W+$")
_LOOK_BACK = 1_000  # code points of the cursor's line
_TEXT = "plaintext"
_SOLID = 4  # code points that the rest of a line needs to be known as repeated


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text for the cursor, which replaces `replace_right` code points after it on its line."""

    text: str
    replace_right: int = 0


def insertion_of(text: str, cursor: Cursor) -> Insertion:
    """The insertion of `text`, which replaces what it repeats: closers or the rest of the line."""
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
    """The closing brackets and quote in `text` that close what the cursor's line opened.

    A string may hold brackets of its own, as where code stands in it: `f"{name}"`.
    """
    line = cursor.line_before[-_LOOK_BACK:]
    before = scan(line, cursor.language)
    if not before.quote:
        return _closers(before, scan(text, cursor.language))[0]
    quote = re.escape(before.quote)
    end = re.match(rf"(?P<said>(?:\\.|(?!{quote})[^\\])*){quote}", text, re.DOTALL)
    string = scan(line.rpartition(before.quote)[2], _TEXT)
    closed, all_of_them = _closers(string, scan(end["said"] if end else text, _TEXT))
    if not end or not all_of_them:
        return closed
    outside = _closers(before, scan(text[end.end() :], cursor.language))[0]
    return closed + before.quote + outside


def _closers(before: Scan, said: Scan) -> tuple[str, bool]:
    """The closers in `said` of what is open before it and stays closed; whether these are all."""
    wanted = "".join(CLOSER_OF[bracket] for bracket, _ in reversed(before.opened))
    closed = wanted[: _same(wanted, said.closers)]
    opened = "".join(CLOSER_OF[bracket] for bracket, _ in reversed(said.opened))
    return closed.removesuffix(opened), closed == wanted


def _repeats_tail(text: str, tail: str, closed: str) -> bool:
    if not text.rstrip().endswith(tail.strip()):
        return False
    closers = "".join(char for char in tail if char in ")]}\"'`")
    if closers:
        return bool(closed) and closed.startswith(closers)
    return bool(_PUNCTUATION.match(tail)) or len(tail.strip()) >= _SOLID


def _overlap(closed: str, tail: str) -> int:
    """How much of `tail` are exactly the closers that the suggestion brings.

    Of these the inner ones need not be there: not every editor closes every bracket.
    """
    outer = (closed[inner:] for inner in range(len(closed)))
    return max((_same(each, tail) for each in outer), default=0)


def _same(one: str, other: str) -> int:
    """The length of what both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
