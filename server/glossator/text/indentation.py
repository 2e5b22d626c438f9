"""The white space at the head of a line. Pure."""

from __future__ import annotations

import re

TAB_WIDTH = 4
"""Columns that a tab reaches a multiple of, and that a model means by one."""


def leading_space(line: str) -> str:
    """The white space at the head of `line`."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def indent_width(line: str) -> int:
    """The columns that `line` is indented by; a tab reaches to the next multiple of `TAB_WIDTH`."""
    return len(leading_space(line).expandtabs(TAB_WIDTH))


def indent_step(text: str) -> str:
    """One step of indentation in `text`, by its first indented line."""
    first = re.search(r"^(\t| +)\S", text, re.MULTILINE)
    return first[1] if first and first[1] in ("\t", "  ") else " " * 4
