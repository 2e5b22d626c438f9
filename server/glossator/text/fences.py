"""Markdown's code fences: which lines are one, what a text needs around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FENCE = re.compile(r"(?P<space>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\s]*)[^`\n]*$")
"""A line that opens a block of code; `info` is what it calls the language."""


def is_fence(line: str) -> bool:
    """Whether `line` begins with the marks of a fence."""
    return line.lstrip().startswith(("```", "~~~"))


def is_closing(line: str, marks: str) -> bool:
    """Whether `line` closes the block that `marks` opened."""
    text = line.strip()
    return text.startswith(marks) and not text.strip(marks[0])


def outside_fences(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The lines, each with whether it stands outside of the blocks; a fence closes at any other."""
    outside = True
    for line in lines:
        outside ^= is_fence(line)
        yield line, outside


def fence_for(*texts: str, mark: str = "`") -> str:
    """A fence longer than any run of `mark` in the texts."""
    longest = max((len(run) for text in texts for run in re.findall(f"{mark}+", text)), default=0)
    return mark * max(3, longest + 1)
