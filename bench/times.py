"""How long the server itself took for its answers: both logs, joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from bench.numbers import percentile
from bench.service import Charge
from bench.typist import Key, Log


@dataclass(frozen=True, slots=True)
class Times:
    """Times are in milliseconds, nan in simulated time; empty answers are not timed."""

    own_p50: float
    own_p99: float
    """From a request's writing to its answer's writing, for answers in whose time nothing came
    from the service and no request reached it. What the client has read was written by then,
    though the server may have to wait for a core before it knows."""
    handled_p50: float
    """Of that, from the moment at which the server had read the request."""
    seen_p50: float
    seen_p99: float
    """The same answers, until the client had read them."""
    added_p50: float
    """From the arrival of the token that completed the first line (or of the last token) to the
    answer's reading, for answers in whose time that was."""
    unanswered: int
    """Whether the last request, which nothing cancelled, was left without an answer."""
    misfits: int
    """Answers that did not fit the buffer at the cursor."""


def times(log: Log, charges: Sequence[Charge], round_trip: float, *, real: bool = True) -> Times:
    """The figures of one run; `round_trip` is in seconds."""
    half = round_trip / 2
    mine = [charge for charge in charges if charge.key is not None]
    cached, added = list[Key](), list[float]()
    for at, key in enumerate(log.keys):
        if key.answered is None or key.empty:
            continue
        active = [c for c in mine if _reached(c, key.written, key.answered, half)]
        if not active:
            cached.append(key)
            continue
        complete = _line_complete(log, active[-1], at, half)
        if complete is not None and key.written <= complete <= key.answered:
            added.append(key.answered - complete)
    timed = [(key.written, key.taken, _written(key)) for key in cached]
    own = [sent - written for written, _, sent in timed if sent is not None]
    handled = [sent - taken for _, taken, sent in timed if sent is not None and taken is not None]
    seen = [key.answered - key.written for key in cached if key.answered is not None]
    return Times(
        own_p50=percentile(own, 50) if real else nan,
        own_p99=percentile(own, 99) if real else nan,
        handled_p50=percentile(handled, 50) if real else nan,
        seen_p50=percentile(seen, 50) if real else nan,
        seen_p99=percentile(seen, 99) if real else nan,
        added_p50=percentile(added, 50) if real else nan,
        unanswered=int(log.keys[-1].answered is None),
        misfits=log.misfits,
    )


def _written(key: Key) -> float | None:
    """When a key's answer was written."""
    return min(key.sent, key.answered) if key.sent is not None and key.answered else None


def _reached(charge: Charge, start: float, end: float, half: float) -> bool:
    """Whether the request was sent or some of its answer came within this time."""
    moments = [charge.begun - half, *(sent + half for sent in charge.sent)]
    return any(start <= moment <= end for moment in moments)


def _line_complete(log: Log, charge: Charge, at: int, half: float) -> float | None:
    """When the first whole line from this key's cursor on had reached the client."""
    assert charge.key is not None
    typed, place = log.keys[at].solid - log.keys[charge.key].solid, 0
    while typed > 0 and place < len(charge.road):
        typed -= not charge.road[place].isspace()
        place += 1
    for sent, code in zip(charge.sent, charge.codes, strict=True):
        known = charge.road[place : len(charge.assumed) + code]
        if "\n" in known.lstrip():
            return sent + half
    return charge.sent[-1] + half if charge.sent else None
