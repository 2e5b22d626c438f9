"""What a burst did to the words of its lines. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossator.completion.next_edit.burst import Burst

MOST_TOKENS = 600
"""Words and signs of a burst that are compared; a larger one has changed more than words."""

_TOKEN = re.compile(r"[^\W\d]\w*|\d\w*|\s+|[^\w\s]")
_NAME = re.compile(r"[^\W\d][\w]*\Z")


@dataclass(frozen=True, slots=True)
class Swap:
    """One name put in the place of another, and the offsets in the text before at which."""

    old: str
    new: str
    offsets: tuple[int, ...]


def swap_in(burst: Burst) -> Swap | None:
    """The one thing that a burst did, if that is to swap a name for another."""
    old, new = _TOKEN.findall(burst.old), _TOKEN.findall(burst.new)
    if max(len(old), len(new)) > MOST_TOKENS or len(old) != len(new):
        return None
    places = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    pairs = {(old[at], new[at]) for at in places}
    if len(pairs) != 1:
        return None
    ((former, latter),) = pairs
    if not (_NAME.match(former) and _NAME.match(latter)):
        return None
    begins = [burst.start + sum(map(len, old[:at])) for at in places]
    return Swap(former, latter, tuple(begins))


def word_changes(burst: Burst) -> tuple[list[str], list[str]]:
    """The words that a burst has removed, and those that it has put in."""
    old, new = _TOKEN.findall(burst.old), _TOKEN.findall(burst.new)
    if max(len(old), len(new)) > MOST_TOKENS:
        return [], []
    removed, added = list[str](), list[str]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += filter(_NAME.match, old[i1:i2])
            added += filter(_NAME.match, new[j1:j2])
    return removed, added
