"""`python -m bench.many`: how many slots a team needs, with Glossator and with a plain client.

Stretches are typed in the recorded rhythm, one user at a time, as `python -m bench` does. That
gives each request its moment, the time that it takes a slot, and when it was hung up. Then many
users, who begin at moments of their own, send these requests to one queue. The slots are as few as
keep 95 of 100 requests from waiting longer than a tenth of a second; the queue is the longest that
there was with them. All users type at once: a team has more members than that.
"""

from __future__ import annotations

import heapq
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.__main__ import options_of
from bench.numbers import percentile
from bench.run import charges_of
from bench.service import Charge

USERS = (100, 1_000, 5_000)
SEEDS = (1, 2, 3, 4)
MINUTE = 60.0
LONGEST_WAIT = 0.1
"""Seconds that 95 of 100 requests wait at most."""


@dataclass(frozen=True, slots=True)
class Load:
    """One request: its moment, the time that it takes a slot, and how long its client waits for it
    to begin; all in seconds."""

    at: float
    work: float
    longest_wait: float


@dataclass(frozen=True, slots=True)
class Waits:
    """What became of the requests: seconds that those waited that were served, how many gave up
    before, and how many waited at once at most."""

    served: Sequence[float]
    given_up: int
    queue: int = 0

    @property
    def long(self) -> float:
        """The wait of the 95th percentile, in seconds."""
        return percentile(self.served, 95) / 1000 if self.served else 0.0


def queued(loads: Iterable[Load], slots: int) -> Waits:
    """Serve requests in their order by so many slots."""
    free, waits, given_up = [0.0] * slots, list[float](), 0
    waiting, queue = list[float](), 0
    for load in loads:
        begins = max(load.at, free[0])
        while waiting and waiting[0] <= load.at:
            heapq.heappop(waiting)
        if begins > load.at:
            heapq.heappush(waiting, min(begins, load.at + load.longest_wait))
            queue = max(queue, len(waiting))
        if begins - load.at > load.longest_wait:
            given_up += 1
        else:
            heapq.heapreplace(free, begins + load.work)
            waits.append(begins - load.at)
    return Waits(waits, given_up, queue)


def slots_needed(loads: Sequence[Load]) -> int:
    """The fewest slots with which waits are short, found by halving."""
    low, high = 0, 1
    while queued(loads, high).long > LONGEST_WAIT:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if queued(loads, middle).long <= LONGEST_WAIT else (middle, high)
    return high


def crowd(stretches: Sequence[Sequence[Load]], users: int, seconds: float) -> list[Load]:
    """The requests of many users in so many seconds, each somewhere in a stretch of his own."""
    chance, loads = random.Random(1), list[Load]()
    for _ in range(users):
        stretch = chance.choice(stretches)
        length = stretch[-1].at + 1.0
        shift = chance.uniform(0, length)
        loads += (
            Load(at, load.work, load.longest_wait)
            for load in stretch
            if (at := (load.at + shift) % length) < seconds
        )
    return sorted(loads, key=lambda load: load.at)


def loads_of(charges: Sequence[Charge]) -> list[Load]:
    """The requests of a stretch, from its beginning on."""
    first = charges[0].begun
    return [
        Load(
            each.begun - first,
            each.slot_seconds,
            float("inf") if each.hung_up is None else each.hung_up - each.begun,
        )
        for each in charges
    ]


def main() -> int:
    """Print a table, in Markdown."""
    options = options_of(sys.argv[1:])
    options.corpus, options.wire = "python", "fim"
    print("| users at once | client | requests a second | slots at work | slots needed | queue |")
    print("| --- | --- | --- | --- | --- | --- |")
    stretches: dict[str, list[list[Load]]] = {"plain": [], "glossator": []}
    for server, typed in stretches.items():
        for options.seed in SEEDS:
            typed.append(loads_of(charges_of(server, options)))
    for users in USERS:
        for server, typed in stretches.items():
            loads = crowd(typed, users, MINUTE)
            rate = len(loads) / MINUTE
            busy = sum(load.work for load in loads) / MINUTE
            needed = slots_needed(loads)
            queue = queued(loads, needed).queue
            cells = f"{users:,} | {server} | {rate:,.0f} | {busy:,.0f} | {needed:,} | {queue:,}"
            print(f"| {cells} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
