"""The next edit in recorded sessions: is the place of the next burst among those ranked first?

A burst counts where the same document is changed elsewhere within a minute of its end. The bursts
are found by the server's own recorder, from the changes and times of the recording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bench.corpus import load
from glossator.completion.next_edit.burst import Burst, BurstRecorder
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.places import PLACES, ranked
from glossator.text.lines import line_number

WITHIN = 60.0
"""Seconds after the last change of a burst in which the next one has to begin."""
URI = "file:///recorded"


@dataclass(frozen=True, slots=True)
class Move:
    """A burst, what was changed before it, and the line where the next one began, so much later."""

    burst: Burst
    recent: tuple[tuple[int, int], ...]
    line: int
    seconds: float


@dataclass
class Ranks:
    """How often the line of the next burst was in the first place, in the second, and so on."""

    bursts: int = 0
    hits: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def share(self, places: int) -> float:
        """The share of bursts whose next one was among so many places."""
        return sum(self.hits[rank] for rank in range(places)) / max(1, self.bursts)


def moves(name: str) -> Iterator[Move]:
    """The bursts of a recording that another one followed in time."""
    recorder, text = BurstRecorder(URI), ""
    recent = list[tuple[int, int]]()
    last = 0.0
    for version, transaction in enumerate(load(name)["txns"]):
        now = datetime.fromisoformat(transaction["time"]).timestamp()
        for start, deleted, inserted in transaction["patches"]:
            change = Change(start, text[start : start + deleted], inserted)
            before, text = text, change.applied_to(text)
            ended = recorder.note(change, text, version, now)
            if ended is not None:
                if now - last <= WITHIN:
                    yield Move(ended, tuple(recent), line_number(before, start), now - last)
                recent.insert(0, (ended.start, ended.after_end))
            recent = [(change.moved(begin), change.moved(end)) for begin, end in recent[:8]]
        last = now


def rank(found: Sequence[Move], language: str) -> Ranks:
    """Rank the places of each move."""
    ranks = Ranks()
    for move in found:
        ranks.bursts += 1
        for number, place in enumerate(ranked(move.burst, language, move.recent, PLACES)):
            if place.first <= move.line < place.end:
                ranks.hits[number] += 1
                ranks.kinds[place.kind] += 1
                break
    return ranks
