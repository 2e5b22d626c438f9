"""Stretches of a text. Pure."""

from __future__ import annotations

Span = tuple[int, int]
"""Start and end of a stretch of text, in code points, the end excluded."""
