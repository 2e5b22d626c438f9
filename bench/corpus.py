"""What the typist types, and in what rhythm: changes of a text, and what the finished text is.

`from_the_top.py` and `recorded.py` make such stretches. The gaps between keys are a real person's,
from a trace that lies beside the project, not in it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from itertools import pairwise
from math import log
from random import Random
from typing import Any

from tests.shared_data import SHARED_DATA

TRACES = SHARED_DATA / "traces"
AHEAD = 100
"""Changes after those that are typed which the finished text holds too, so that the last keys
are no nearer to its end than the first."""
_SMALL = 40
"""Characters; a larger change is not one key but a paste or a command."""

Patch = tuple[int, int, str]
"""Offset, number of characters deleted there, text inserted there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the buffer, and where the cursor stands after it (an offset)."""

    patches: tuple[Patch, ...]
    cursor: int

    @property
    def is_key(self) -> bool:
        """Whether one key did it; pastes and multi-cursor edits are played but not counted."""
        return len(self.patches) == 1 and is_small(self.patches[0])


@dataclass(frozen=True, slots=True)
class Spot:
    """What the finished text says of one cursor.

    `start` is where in the finished text the cursor stands, -1 where the character before it will
    be deleted again. `right` are the offsets in the finished text of the characters right of the
    cursor (-1: will be deleted), to the first that stays beyond the line.
    """

    start: int
    right: tuple[int, ...]

    def end(self, skipped: int = 0) -> int:
        """Where the text missing here ends: at the first staying character after so many."""
        return next((offset for offset in self.right[skipped:] if offset >= 0), self.right[-1])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of typing: the buffer at its start, each change, and the spot after each.

    `keys` of the steps are meant to be typed; those after them are part of the finished text that
    the service knows, and are typed too where accepting has spared others. `spots[0]` is the spot
    before the first step, `spots[n]` the one after `n`.
    """

    language: str
    filename: str
    start: str
    steps: tuple[Step, ...]
    keys: int
    finished: str
    spots: tuple[Spot, ...]

    def after(self, count: int) -> str:
        """The buffer after so many steps."""
        text = self.start
        for step in self.steps[:count]:
            text = apply(text, step.patches)
        return text


def apply(text: str, patches: Sequence[Patch]) -> str:
    """The text after the patches, one after the other."""
    for at, deleted, inserted in patches:
        text = text[:at] + inserted + text[at + deleted :]
    return text


RHYTHMS = ("recorded", "even", "bursts")


def gaps(count: int, seed: int, cap: float, rhythm: str = "recorded") -> list[float]:
    """Seconds between keys, cut to `cap` seconds.

    A run of a real person's; or about 150 ms each, with no pause; or in bursts of a word, with 80
    ms between keys and half a second or more before the next word.
    """
    random = Random(seed)
    if rhythm == "even":
        return [min(cap, random.lognormvariate(log(0.15), 0.25)) for _ in range(count)]
    if rhythm == "bursts":
        between = partial(random.lognormvariate, log(0.08), 0.3)
        pause = partial(random.lognormvariate, log(0.7), 0.6)
        return [min(cap, pause() if random.random() < 1 / 7 else between()) for _ in range(count)]
    times = [
        datetime.fromisoformat(change["time"].replace("Z", "+00:00")).timestamp()
        for change in load("json-crdt-patch")["txns"]
    ]
    first = random.randrange(len(times) - count - 1)
    run = times[first : first + count + 1]
    return [min(cap, after - before) for before, after in pairwise(run)]


def stretch(language: str, filename: str, start: str, steps: list[Step], keys: int) -> Stretch:
    """The stretch that these steps make of a text, of which so many are typed."""
    finished = start
    for step in steps:
        finished = apply(finished, step.patches)
    spots = _spots(start, steps)
    return Stretch(language, filename, start, tuple(steps), keys, finished, spots)


def _spots(start: str, steps: list[Step]) -> tuple[Spot, ...]:
    """Follows every character to the finished text; most of them stay, slips do not."""
    states = list(followed(start, steps))
    _, last = states[-1]
    places = {identity: offset for offset, identity in enumerate(last)}
    texts, found = [start], []
    for step in steps:
        texts.append(apply(texts[-1], step.patches))
    for (cursor, identities), text in zip(followed(start, steps), texts, strict=True):
        before = places.get(identities[cursor - 1], -2) + 1 if cursor else 0
        line_end = text.find("\n", cursor)
        right = []
        for at in range(cursor, len(identities)):
            right.append(places.get(identities[at], -1))
            if right[-1] >= 0 and at > line_end:
                break
        found.append(
            Spot(before, (*right, len(last)) if line_end < 0 or not right else tuple(right))
        )
    return tuple(found)


def followed(start: str, steps: list[Step]) -> Iterator[tuple[int, list[int]]]:
    """For each state the cursor and a number for every character, its own for ever."""
    identities = list(range(len(start)))
    following = len(start)
    yield steps[0].patches[0][0], identities
    for step in steps:
        for at, deleted, inserted in step.patches:
            identities[at : at + deleted] = range(following, following + len(inserted))
            following += len(inserted)
        yield step.cursor, identities


def is_small(patch: Patch) -> bool:
    """Whether one key may have made this change."""
    return patch[1] <= _SMALL and len(patch[2]) <= _SMALL


@lru_cache
def load(name: str) -> Any:
    """A trace, as it was recorded."""
    return json.loads(gzip.decompress((TRACES / f"{name}.json.gz").read_bytes()))
