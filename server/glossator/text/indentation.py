"""The white space at the head of a line. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from glossator.text.lines import split_lines

TAB_WIDTH = 4
"""Columns that a tab reaches a multiple of, and that a model means by one."""
LONGEST_SEEN = 4_000
"""Code points at the head of a file that show how it is indented."""


def leading_space(line: str) -> str:
    """The white space at the head of `line`."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def indent_width(line: str) -> int:
    """The columns that `line` is indented by; a tab reaches to the next multiple of `TAB_WIDTH`."""
    return len(leading_space(line).expandtabs(TAB_WIDTH))


def indent_step(lines: Iterable[str], usual: int = 4) -> str:
    """One step of indentation, by how much lines are deeper than those before them.

    A tab where half of the indented lines begin with one; else spaces, as many as `usual` where
    nothing shows it.
    """
    solid = [line for line in lines if line.strip()]
    indented = [line for line in solid if line[0] in " \t"]
    if indented and sum(line[0] == "\t" for line in indented) * 2 >= len(indented):
        return "\t"
    widths = map(indent_width, solid)
    steps = [after - before for before, after in pairwise(widths) if 1 < after - before <= 8]
    return " " * max(sorted(set(steps)), key=steps.count, default=usual)


def file_indent_step(text: str) -> str:
    """One step of indentation in a file, by its head."""
    return indent_step(split_lines(text[:LONGEST_SEEN]))
