"""What a line is: LF, CR LF and CR end one, and nothing else does, as in LSP. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO

from glossator.text.spans import Span

LINE_END = re.compile(r"\r\n|\r|\n")
_WITH_END = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


_MANY = 50_000
"""Line feeds of a text whose equal lines are one object: as many lines as that are mostly short and
alike, and each object takes 50 bytes more than it is long."""


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their ends; one more, empty, where the text ends with one."""
    return lines_between_line_feeds(with_line_feeds(text))


def lines_between_line_feeds(text: str) -> list[str]:
    """As `split_lines`, where LF alone ends a line."""
    if text.count("\n") < _MANY:
        return text.split("\n")
    lines = _shared(line.removesuffix("\n") for line in StringIO(text))
    return [*lines, ""] if text.endswith("\n") else lines


def _shared(lines: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}
    return [known.setdefault(line, line) for line in lines]


def with_line_feeds(text: str) -> str:
    """The text with LF for each line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lines_with_ends(text: str) -> list[str]:
    """The lines of `text`, each with its end; the last may have none."""
    if text.count("\n") < _MANY:
        return _WITH_END.findall(text)
    return _shared(found[0] for found in _WITH_END.finditer(text))


def line_number(text: str, offset: int) -> int:
    """The number of the line that holds `offset`, counted from 0."""
    ends = text.count("\n", 0, offset) + text.count("\r", 0, offset)
    return ends - text.count("\r\n", 0, offset + 1)


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    return [0, *(found.end() for found in LINE_END.finditer(text))]


def line_start(text: str, offset: int) -> int:
    """The offset at which the line of `offset` begins."""
    start = text.rfind("\n", 0, offset) + 1
    within = max(offset - 1, 0) if text.startswith("\n", offset) else offset  # CR LF is one end
    return max(start, text.rfind("\r", start, within) + 1)


def line_end(text: str, offset: int) -> int:
    """The offset at which the line of `offset` ends, before its line end."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    earlier = text.find("\r", offset, end)
    return end if earlier < 0 else earlier


def after_line(text: str, offset: int) -> int:
    """The offset at which the line after that of `offset` begins; the text's end after the last."""
    end = line_end(text, offset)
    return end + 2 if text.startswith("\r\n", end) else min(end + 1, len(text))


def lines_around(text: str, span: Span, count: int) -> Span:
    """The whole lines that `span` touches, and `count` lines before and after them."""
    start, end = line_start(text, span[0]), line_end(text, span[1])
    for _ in range(count):
        start = line_start(text, max(0, start - 1))
        end = line_end(text, after_line(text, end))
    return start, end


def without_empty_ends(lines: list[str]) -> list[str]:
    """The lines without the empty ones at both ends."""
    full = [number for number, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []
