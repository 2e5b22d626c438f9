"""Rust as a person really wrote it: a recorded session, with its slips, deletions and jumps.

Of it the stretches in which code was typed rather than rearranged: at least `TYPED_ON` of the
changes were made where the one before had ended, and at least `STAYING` of the text stayed. A
recording has no cursor moves, so the cursor after a change is taken from where the next change is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from random import Random

from bench.corpus import (
    AHEAD,
    Patch,
    Step,
    Stretch,
    apply,
    followed,
    is_small,
    load,
    stretch,
)

STAYING = 0.75
"""Share of the keys of a stretch whose text is not thrown away again within it."""
TYPED_ON = 0.9
"""Share of the changes of a stretch that were made where the change before ended."""


def recorded(keys: int, seed: int, _slips: float = 0.0) -> Stretch:
    """A stretch of the recorded session with so many changes, nearly all of them single keys.

    It has its own slips. Of all stretches only those are taken of which most text stays to the end,
    because nobody, and no model, can know a text that its writer is about to throw away; and only
    those that were written on rather than changed here and there.
    """
    changes = _changes("rustcode")
    starts = list(range(1, len(changes) - keys - AHEAD, 25))
    Random(seed).shuffle(starts)
    for first in starts:
        window = changes[first : first + keys + AHEAD + 1]
        typed = window[:keys]
        if _is_typing(typed) and _is_typed_on(typed) and _staying(window, keys):
            text = ""
            for change in changes[:first]:
                text = apply(text, change)
            return stretch("rust", "list.rs", text, _steps(window), keys)
    raise ValueError(f"the recording has no stretch of {keys} keys; ask for fewer")


def _is_typing(window: Sequence[tuple[Patch, ...]]) -> bool:
    """Whether these are single keys but for a few, in one place."""
    single = [change[0] for change in window if len(change) == 1 and is_small(change[0])]
    letters = sum(len(inserted) == 1 and not deleted for _, deleted, inserted in single)
    jumps = sum(abs(b[0] - a[0]) > 200 for a, b in pairwise(single))
    count = len(window)
    return len(single) >= 0.98 * count and letters >= 0.75 * count and jumps <= count // 25


def _is_typed_on(window: Sequence[tuple[Patch, ...]]) -> bool:
    """Whether nearly all of these were made where the one before ended."""
    on = 0
    for change, following in pairwise(window):
        end = change[-1][0] + len(change[-1][2])
        at, deleted, _ = following[0]
        on += end in (at, at + deleted)
    return on >= TYPED_ON * len(window)


def _staying(window: Sequence[tuple[Patch, ...]], keys: int) -> bool:
    """Whether most of the first cursors are behind a character that is there at the end."""
    size = max(at + deleted for change in window for at, deleted, _ in change) + 1000
    behind, last = [], [0]
    for cursor, last in followed(" " * size, _steps(window)):
        behind.append(last[min(cursor, len(last)) - 1])
    kept = set(last)
    return sum(identity in kept for identity in behind[:keys]) >= STAYING * keys


def _steps(changes: Sequence[tuple[Patch, ...]]) -> list[Step]:
    """The steps of all changes but the last, which shows where the cursor was before it."""
    return [Step(change, _cursor(change, following)) for change, following in pairwise(changes)]


def _cursor(change: tuple[Patch, ...], following: tuple[Patch, ...]) -> int:
    """Behind the change, or inside what it inserted if the typing goes on there."""
    at, _, inserted = change[-1]
    then = following[0][0] + following[0][1] * (not following[0][2])
    return then if at < then <= at + len(inserted) else at + len(inserted)


@lru_cache
def _changes(name: str) -> list[tuple[Patch, ...]]:
    return [
        tuple((at, deleted, inserted) for at, deleted, inserted in change["patches"])
        for change in load(name)["txns"]
    ]
