"""A line whose name is given what following lines hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_LINES = 50
"""Lines after an opening that may hold values."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A line whose `name` is given what following lines hold, where they match `value`.

    `lines` may come between, `repeats` says that more than one value may come, `within` how far
    down, `nth` how many come first that are no secrets. `literal` says that the value is no code,
    though it stands in no quotes. `of` must stand in the text beside it.
    """

    name: str
    value: re.Pattern[str]
    lines: int = 0
    repeats: bool = False
    literal: bool = True
    of: str = ""
    within: int = MOST_LINES
    nth: int = 0
