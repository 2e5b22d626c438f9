"""Which part of the file a prompt shows: windows that move in steps, not with each key.

Between two steps a prompt begins with the same text, which the service has in its cache.
"""

from __future__ import annotations

from glossator.completion.cursor import Cursor

LEAST, MOST = 0.25, 1.25
"""Of a window's size: what may stand before the cursor until the window moves."""
LINE = 200
"""Code points that a line is given to end in."""
MARK = 80
"""Code points by which the beginning of a window is found again."""


def window_at(prefix: str, size: int, mark: str = "") -> int:
    """Where the window before the cursor begins: where `mark` stands, the text with which it began
    before, unless the cursor has left that.

    It moves in steps of half of `size`, wherever the cursor comes from: the beginnings are few, so
    that a service knows them again.
    """
    if len(prefix) <= size:
        return 0
    furthest, nearest = (max(0, len(prefix) - int(share * size)) for share in (MOST, LEAST))
    begins = prefix.rfind(mark, furthest, nearest + len(mark)) if mark else -1
    if begins >= 0:
        return begins
    step = size // 2
    start = (len(prefix) - step) // step * step
    line = prefix.find("\n", start, start + step // 2)
    return line + 1 if line >= 0 else start


def mark_at(prefix: str, begins: int) -> str:
    """The text by which a window that begins there is found again, also after an edit above it."""
    return prefix[begins : begins + MARK] if begins else ""


def before_cursor(prefix: str, size: int) -> str:
    """The last `size // 2` to `size` code points of `prefix`, from the start of a line."""
    return prefix[window_at(prefix, size) :]


def below_cursor(cursor: Cursor, size: int) -> str:
    """The lines below the cursor's line, at most `size` code points, cut at the end of a line.

    Typing in the line or adding lines above leaves them as they are.
    """
    return _cut_at_line(cursor.suffix[len(cursor.line_after) :].lstrip("\r\n"), size)


def after_cursor(cursor: Cursor, size: int) -> str:
    """The text after the cursor: `size` code points, and on to a line end that is near."""
    line = cursor.suffix.find("\n", size - 1, size + LINE) + 1
    return cursor.suffix[: line or size]


def _cut_at_line(text: str, size: int) -> str:
    return text if len(text) <= size else text[: text.rfind("\n", 0, size) + 1]
