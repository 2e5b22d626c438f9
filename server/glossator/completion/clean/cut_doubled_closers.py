"""Filter on the whole: a closing line that stands below the cursor already."""

from __future__ import annotations

import re

from glossator.completion.cursor import LOOK_AHEAD, LOOK_BACK, Cursor
from glossator.completion.lexer import scan, scan_before
from glossator.text.indentation import indent_width

_CLOSING_LINE = re.compile(r"\s*[)\]}]+[;,]?$")


def cut_doubled_closers(text: str, cursor: Cursor) -> str:
    """Drop closing lines at the end that close what the lines below close.

    Which bracket a closing line belongs to is told by its indentation, or, where the whole file was
    balanced before, by counting.
    """
    while True:
        head, newline, last = text.rstrip().rpartition("\n")
        below = cursor.next_line
        if not newline or not _CLOSING_LINE.match(last) or last.strip() != below.strip():
            return text
        if not (_same_by_indent(head, last, cursor) or _overcloses(text, cursor)):
            return text
        text = head


def _same_by_indent(head: str, last: str, cursor: Cursor) -> bool:
    """Whether `last` is the line below, of which only one bracket at that depth is open."""
    width = indent_width(last)
    if width != indent_width(cursor.next_line):
        return False
    opened = scan(cursor.prefix[-LOOK_BACK:] + head, cursor.language).opened
    return sum(depth == width for _, depth in opened) <= 1


def _overcloses(text: str, cursor: Cursor) -> bool:
    if len(cursor.prefix) > LOOK_BACK or len(cursor.suffix) > LOOK_AHEAD:
        return False
    owed = len(scan_before(cursor).opened)
    below = len(scan(cursor.suffix, cursor.language).closers)
    return owed == below and bool(scan(text, cursor.language).closers)
