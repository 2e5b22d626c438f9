"""The next edit in recorded sessions: is the place of the next burst among those ranked first?

A burst counts where the same document is changed elsewhere within a minute of its end. The bursts
are found by the server's own recorder, from the changes and times of the recording.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bench.corpus import load
from bench.next_edit.model import Model
from bench.next_edit.play import Desk
from glossator.completion.next_edit.burst import LONGEST_GAP, Burst, BurstRecorder
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.next_edits import PAUSE
from glossator.completion.next_edit.places import PLACES, ranked
from glossator.text.lines import line_number

WITHIN = 60.0
"""Seconds after the last change of a burst in which the next one has to begin."""
URI = "file:///recorded"


@dataclass(frozen=True, slots=True)
class Move:
    """A burst, what was changed before it, and the line where the next one began."""

    burst: Burst
    recent: tuple[tuple[int, int], ...]
    line: int

    @property
    def is_near(self) -> bool:
        """Whether the next burst began in the lines around this one."""
        first = line_number(self.burst.after, self.burst.start)
        return -2 <= self.line - first <= 7


@dataclass
class Ranks:
    """How often the line of the next burst was in the first place, in the second, and so on."""

    bursts: int = 0
    hits: Counter[int] = field(default_factory=Counter)

    def share(self, places: int) -> float:
        """The share of bursts whose next one was among so many places."""
        return sum(self.hits[rank] for rank in range(places)) / max(1, self.bursts)


def moves(name: str) -> Iterator[Move]:
    """The bursts of a recording that another one followed in time."""
    recorder, text = BurstRecorder(URI), ""
    last = 0.0
    for version, transaction in enumerate(load(name)["txns"]):
        now = datetime.fromisoformat(transaction["time"]).timestamp()
        for start, deleted, inserted in transaction["patches"]:
            change = Change(start, text[start : start + deleted], inserted)
            before, text = text, change.applied_to(text)
            recent = tuple(recorder.recent)
            ended = recorder.note(change, text, version, now)
            if ended is not None and now - last <= WITHIN:
                yield Move(ended, recent, line_number(before, start))
        last = now


def rank(found: Sequence[Move], language: str) -> Ranks:
    """Rank the places of each move."""
    ranks = Ranks()
    for move in found:
        ranks.bursts += 1
        for number, place in enumerate(ranked(move.burst, language, move.recent, PLACES)):
            if place.first <= move.line < place.end:
                ranks.hits[number] += 1
                break
    return ranks


@dataclass
class Seen:
    """What a session with next edits came to; nobody takes any."""

    bursts: int = 0
    offers: int = 0
    restoring: int = 0
    """Offers that would have made the document what it was before."""
    requests: int = 0
    tokens: int = 0

    def __str__(self) -> str:
        bursts = max(1, self.bursts)
        return (
            f"{self.bursts} pauses, an offer at {self.offers / bursts:.1%}, "
            f"{self.restoring} restoring, {self.requests / bursts:.3f} requests and "
            f"{self.tokens / bursts:.2f} decoded tokens each"
        )


async def replayed(name: str, language: str, every: int = 1) -> Seen:
    """Play a recording, of whose pauses the server sees each `every`th, with a model that errs.

    The model knows no right answer: it repeats the block, or errs, taking back among other ways.
    """
    model, seen = Model(Random(1), errs=0.9), Seen()
    desk = Desk(model, [(URI, language, "")])
    earlier, last = {hash("")}, 0.0
    for number, transaction in enumerate(load(name)["txns"]):
        now = datetime.fromisoformat(transaction["time"]).timestamp()
        if number and now - last > PAUSE and number % every == 0:
            seen.bursts += 1
            await asyncio.sleep(min(now - last, LONGEST_GAP))
            edit = await desk.offered()
            if edit is not None:
                seen.offers += 1
                seen.restoring += hash(edit.change.applied_to(desk.texts[URI])) in earlier
        for start, deleted, inserted in transaction["patches"]:
            text = desk.texts[URI]
            desk.change(URI, Change(start, text[start : start + deleted], inserted))
            earlier.add(hash(desk.texts[URI]))
        last = now
    desk.edits.close()
    seen.requests, seen.tokens = model.requests, model.tokens
    return seen
