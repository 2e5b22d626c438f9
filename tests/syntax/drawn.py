"""Cursors and selections drawn into a text: `│` is a cursor, a pair of them a selection."""

from __future__ import annotations

CURSOR = "│"


def cursor(drawn: str) -> tuple[str, int]:
    """The text without its cursor, and the cursor's offset."""
    before, _, after = drawn.partition(CURSOR)
    return before + after, len(before)


def selection(drawn: str) -> tuple[str, int, int]:
    """The text without its marks, and the offsets of both."""
    before, selected, after = drawn.split(CURSOR)
    return before + selected + after, len(before), len(before) + len(selected)
