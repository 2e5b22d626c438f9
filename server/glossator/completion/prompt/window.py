"""Which part of the file a prompt shows: windows that move in steps, not with each key.

Between two steps a prompt begins with the same characters, which the service has in its cache.
"""

from __future__ import annotations

from glossator.completion.cursor import Cursor


def before_cursor(prefix: str, size: int) -> str:
    """The last `size // 2` to `size` characters of `prefix`, from the start of a line.

    The start jumps by half of `size` each time.
    """
    if len(prefix) <= size:
        return prefix
    step = size // 2
    start = (len(prefix) - step) // step * step
    line = prefix.find("\n", start, start + step // 2)
    return prefix[line + 1 if line >= 0 else start :]


def below_cursor(cursor: Cursor, size: int) -> str:
    """The lines below the cursor's line, at most `size` characters, cut at the end of a line.

    Typing in the line or adding lines above leaves them as they are.
    """
    return _cut_at_line(cursor.suffix[len(cursor.line_after) :].lstrip("\r\n"), size)


def after_cursor(cursor: Cursor, size: int) -> str:
    """The rest of the cursor's line and the lines below, about `size` characters."""
    rest = min(len(cursor.line_after), size)
    return cursor.suffix[:rest] + _cut_at_line(cursor.suffix[rest:], size - rest)


def _cut_at_line(text: str, size: int) -> str:
    return text if len(text) <= size else text[: text.rfind("\n", 0, size) + 1]
