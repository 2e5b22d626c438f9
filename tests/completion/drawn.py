"""Buffers drawn with their cursor: `│` stands where it is."""

from __future__ import annotations

from glossator.completion.cursor import Cursor


def at(drawn: str, language: str = "python", name: str = "src/example.py") -> Cursor:
    """The cursor in `drawn`."""
    prefix, mark, suffix = drawn.partition("│")
    assert mark, "draw the cursor"
    return Cursor(prefix, suffix, language, name)
