"""What a run cost the service, and how much of it for nothing: both logs, joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.numbers import share, solid
from bench.service import Charge
from bench.typist import Key, Log


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs per 100 keys, those that accepting spared included; shares are 0 to 1."""

    requests: float
    doomed: float
    """Share of the requests about text that is deleted again: none can know what comes there."""
    prefilled: float
    """Prompt tokens that were not in the prefix cache."""
    decoded: float
    cached: float
    """Share of the prompt tokens that stood in the prefix cache."""
    slot_seconds: float
    """Seconds of a slot, prefill and decoding."""
    useless: float
    """Share of the decoded tokens at whose arrival the client had hung up or the buffer had left
    the text they belong to."""
    unseen: float
    """Share of the decoded tokens whose text was never on the screen after they came."""
    other_requests: int
    """Requests about no place in the text, such as probes; not in the costs above."""


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A decoded token: its solid text and position, and when it came."""

    text: str
    position: int
    came: float


def costs(log: Log, charges: Sequence[Charge], round_trip: float) -> Costs:
    """The figures of one run; `round_trip` is in seconds."""
    mine = [charge for charge in charges if charge.key is not None]
    counted = sum(key.counted and not key.accepted for key in log.keys) + log.skipped
    per_100 = 100 / max(1, counted)
    prompts = sum(charge.prompt for charge in mine)
    cached = sum(charge.cached for charge in mine)
    waste = _Waste(log, round_trip / 2)
    decoded = sum(len(charge.sent) for charge in mine)
    return Costs(
        requests=len(mine) * per_100,
        doomed=share(waste.is_doomed(charge) for charge in mine),
        prefilled=(prompts - cached) * per_100,
        decoded=decoded * per_100,
        cached=cached / max(1, prompts),
        slot_seconds=sum(charge.slot_seconds for charge in mine) * per_100,
        useless=sum(waste.useless(charge) for charge in mine) / max(1, decoded),
        unseen=sum(waste.unseen(charge) for charge in mine) / max(1, decoded),
        other_requests=len(charges) - len(mine),
    )


class _Waste:
    """Counts tokens in vain."""

    def __init__(self, log: Log, half: float) -> None:
        self._keys = log.keys
        self._half = half
        self._moments = [key.at for key in log.keys]
        self._shown = [
            (seen.at, self._keys[seen.key].solid, solid(seen.ghost.text))
            for seen in log.seen
            if seen.ghost is not None
        ]

    def is_doomed(self, charge: Charge) -> bool:
        """Whether the typist deletes again what stands before the cursor."""
        return self._base(charge).spot.start < 0

    def useless(self, charge: Charge) -> int:
        """Tokens that nobody could use when they came."""
        base, road = self._base(charge), solid(charge.road)
        return sum(
            (charge.hung_up is not None and charge.hung_up < token.came)
            or self._departed(base, road, token.came)
            for token in self._tokens(charge)
        )

    def unseen(self, charge: Charge) -> int:
        """Tokens whose text nobody saw; fences, prose and blanks are among them."""
        return sum(not self._was_seen(token) for token in self._tokens(charge))

    def _base(self, charge: Charge) -> Key:
        assert charge.key is not None
        return self._keys[charge.key]

    def _tokens(self, charge: Charge) -> Iterator[_Decoded]:
        base, before = self._base(charge).solid, len(charge.assumed)
        for sent, code in zip(charge.sent, charge.codes, strict=True):
            found = len(charge.assumed) + code
            position = base + len(solid(charge.road[:before]))
            yield _Decoded(solid(charge.road[before:found]), position, sent + self._half)
            before = found

    def _departed(self, base: Key, road: str, moment: float) -> bool:
        """Whether the buffer, at a moment, no longer stands on the road that began at `base`."""
        now = self._keys[max(0, bisect_right(self._moments, moment) - 1)]
        typed = now.solid - base.solid
        before_now, before_base = solid(now.tail), solid(base.tail)
        if not 0 <= typed <= len(before_now):
            return True
        start = len(before_now) - typed
        same_base = before_base.endswith(before_now[max(0, start - 30) : start])
        since = before_now[start:]
        return not (same_base and (road.startswith(since) or since.startswith(road)))

    def _was_seen(self, token: _Decoded) -> bool:
        return bool(token.text) and any(
            at >= token.came - self._half
            and position <= token.position
            and text.startswith(token.text, token.position - position)
            for at, position, text in self._shown
        )
