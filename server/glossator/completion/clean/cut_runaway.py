"""Filter on the whole: a model that says the same again and again."""

from __future__ import annotations

import re

from glossator.completion.cursor import Cursor
from glossator.text.repetition import LONGEST_BLOCK, start_of_repeats

_REPEATS_OF_LINE = 6
_REPEATS_OF_BLOCK = 3
_IN_LINE = re.compile(r"(?P<unit>[^\n]{4,60}?)(?P<repeats>(?P=unit){7,})[^\n]*$")
_NUMBER = re.compile(r"\b\d\w*")
_LONGEST_ORNAMENT = 240  # code points


def cut_runaway(text: str, cursor: Cursor) -> str:
    """Keep one of the lines, blocks or phrases that repeat up to the end of the text.

    The last line may be cut short; what holds no word is ornament or a row of numbers and may
    repeat within a line's usual length.
    """
    found = _IN_LINE.search(text)
    if found and (_is_solid(found["unit"]) or len(found["repeats"]) > _LONGEST_ORNAMENT):
        return text[: found.start() + len(found["unit"])].rstrip()
    rows = text.split("\n")
    lines = rows if cursor.line_before.strip() else [cursor.line_before + rows[0], *rows[1:]]
    for size in range(1, LONGEST_BLOCK + 1):
        first = start_of_repeats(lines, size, cut_short=True)
        needed = _REPEATS_OF_LINE if size == 1 else _REPEATS_OF_BLOCK
        if len(lines) - first >= size * needed and _is_solid("".join(lines[first : first + size])):
            return "\n".join(rows[: first + size]).rstrip()
    return text


def _is_solid(text: str) -> bool:
    return any(map(str.isalpha, _NUMBER.sub("", text)))
