"""A model that goes in circles: the end of a line, or whole lines, said again. Pure."""

from __future__ import annotations

import re

LOOK_BACK = 600
"""Code points at the end of a line; longer circles are not looked for."""
LONG_UNIT = 60
"""Code points of prose that need no more than a second time."""
REPEATS = 3
"""Times that shorter prose comes in a row, over `LONG_UNIT` code points at least."""
LONGEST_ROW = 300
"""Code points over which anything else may repeat: rows of numbers, cells of a table, rules."""
LONGEST_BLOCK = 10
"""Lines; longer blocks that repeat are not looked for."""
_WORDS = re.compile(r"[^\W\d_]{2,}[,.]? ")


def fresh_length(line: str) -> int | None:
    """Up to where `line` says something new, if its end only repeats that; None otherwise."""
    tail = line[-LOOK_BACK:]
    for period in range(1, len(tail) // 2 + 1):
        unit = tail[-period:]
        if tail[-2 * period : -period] == unit and tail.endswith(unit * _enough(unit)):
            start = len(line) - 2 * period
            while start and line[start - 1] == line[start - 1 + period]:
                start -= 1
            return start + period
    return None


def _enough(unit: str) -> int:
    """How many times in a row `unit` shows that nothing new will come."""
    if len(_WORDS.findall(unit)) < 2:
        return LONGEST_ROW // len(unit) + 1
    return 2 if len(unit) >= LONG_UNIT else max(REPEATS, LONG_UNIT // len(unit) + 1)


def start_of_repeats(lines: list[str], size: int, *, cut_short: bool = False) -> int:
    """The index of the first line that equals the one `size` lines below it, as all after it do.

    With `cut_short` the last line may be the beginning of the one that it would repeat.
    """
    last = len(lines) - 1
    at = last - size
    while at >= 0 and (
        lines[at] == lines[at + size]
        or (cut_short and at + size == last and _begins_another(lines))
    ):
        at -= 1
    return at + 1


def _begins_another(lines: list[str]) -> bool:
    return any(line.startswith(lines[-1]) for line in lines[:-1])
