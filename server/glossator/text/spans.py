"""Stretches of a text. Pure."""

from __future__ import annotations

Span = tuple[int, int]
"""Start and end of a stretch of text, in code points, the end excluded."""


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blank space at its ends."""
    selected = text[start:end]
    start += len(selected) - len(selected.lstrip())
    return start, start + len(selected.strip())
