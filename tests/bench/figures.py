"""What a run came to: the typist's log and the service's log, joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf, nan
from typing import Any

from tests.bench.corpus import Stretch
from tests.bench.knowledge import Knowledge
from tests.bench.typist import Key, Log, Seen

AT_ONCE = 0.05
"""Seconds within which a suggestion counts as there at once."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One run in numbers; shares are 0 to 1, times in milliseconds, costs per 100 keys.

    Only counted keys count: pastes and multi-cursor edits of the recording do not. A key is a
    *line key* if the service, asked there, would tell the rest of the first line that is not blank
    without an error, and a *word key* if the next word or sign. A suggestion is *right* if its
    first line that is not blank agrees with the finished text.
    """

    keys: int
    line_keys: int
    word_keys: int
    right: float
    """Of the line keys: a right suggestion was on the screen before the next key."""
    right_at_once: float
    """Of the line keys: it was there within 50 ms."""
    right_word: float
    """Of the word keys: a suggestion was on the screen whose next word was right."""
    wait_p50: float
    wait_p95: float
    """From a line key after which nothing right stood on the screen until something right did, the
    line keys in between included."""
    waits_in_vain: float
    """Share of these waits that another key or the end cut off; the percentiles leave them out."""
    wrong: float
    """Of all keys: the last thing on the screen before the next key was not right."""
    wrong_word: float
    """Of all keys: the same, and wrong in its very next word."""
    wrong_below: float
    """Of all keys: right in the first line and wrong in a later one."""
    accepts: int
    saved: float
    """Of all keys of the stretch: those that accepting spared, each accept counted as a key."""
    after_accept_p50: float
    """From an accept after which the service knows the line until something right stood on the
    screen; never is infinite."""
    requests: float
    prefilled: float
    """Prompt tokens that were not in the prefix cache, per 100 keys."""
    decoded: float
    cached: float
    """Share of the prompt tokens that stood in the prefix cache."""
    slot_seconds: float
    """Seconds of a slot, prefill and decoding, per 100 keys."""
    useless: float
    """Share of the decoded tokens at whose arrival the client had hung up or the buffer had left
    the text they belong to."""
    unseen: float
    """Share of the decoded tokens whose text was never on the screen after they came."""
    own_p50: float
    own_p99: float
    """From a request's writing to its answer's reading, for answers that are not empty and in
    whose time nothing came from the service and no request reached it."""
    added_p50: float
    """From the arrival of the token that completed the first line to the answer's reading, for
    answers that waited for the service."""
    unanswered: int
    """Requests neither answered nor cancelled."""
    misfits: int
    """Answers that did not fit the buffer at the cursor."""
    other_requests: int
    """Requests about no place in the text, such as probes; not in the costs above."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A ghost text without its blanks, and the solid position at which it stood."""

    at: float
    solid: int
    text: str


class Join:
    """Computes the figures of one run; `charges` is the service's log as JSON has it."""

    def __init__(
        self,
        log: Log,
        charges: Sequence[dict[str, Any]],
        stretch: Stretch,
        knowledge: Knowledge,
        round_trip: float,
    ) -> None:
        self._log = log
        self._keys = log.keys
        self._moments = [key.at for key in log.keys]
        self._charges = [charge for charge in charges if charge["key"] is not None]
        self._others = len(charges) - len(self._charges)
        self._steps = sum(step.is_key for step in stretch.steps)
        self._knowledge = knowledge
        self._half = round_trip / 2
        self._seen: list[list[Seen]] = [[] for _ in log.keys]
        for seen in log.seen:
            self._seen[seen.key].append(seen)

    def figures(self) -> Figures:
        """All of them."""
        counted = [at for at, key in enumerate(self._keys) if key.counted and not key.accepted]
        lines = [at for at in counted if self._is_line_key(at)]
        words = [at for at in counted if self._is_word_key(at)]
        last = [self._seen[at][-1].verdict for at in counted]
        wrong = [verdict for verdict in last if verdict and not verdict.line]
        waits = self._waits(lines)
        ended = [wait for wait in waits if wait < inf]
        own, added = self._own_times(), self._added_times()
        per_100 = 100 / max(1, len(counted) + self._log.skipped)
        useless, unseen, decoded = self._waste()
        prompts = sum(charge["prompt"] for charge in self._charges)
        cached = sum(charge["cached"] for charge in self._charges)
        accepts = [at for at, key in enumerate(self._keys) if key.accepted]
        return Figures(
            keys=len(counted),
            line_keys=len(lines),
            word_keys=len(words),
            right=_share(self._right_after(at) < inf for at in lines),
            right_at_once=_share(self._right_after(at) <= AT_ONCE for at in lines),
            right_word=_share(
                any(seen.verdict and seen.verdict.word for seen in self._seen[at]) for at in words
            ),
            wait_p50=_percentile(ended, 50),
            wait_p95=_percentile(ended, 95),
            waits_in_vain=_share(wait == inf for wait in waits),
            wrong=len(wrong) / max(1, len(counted)),
            wrong_word=sum(not verdict.word for verdict in wrong) / max(1, len(counted)),
            wrong_below=_share(bool(v and v.line and not v.whole) for v in last),
            accepts=len(accepts),
            saved=self._log.skipped / max(1, self._steps),
            after_accept_p50=_percentile(
                [self._wait(at) for at in accepts if self._is_line_key(at)], 50
            ),
            requests=len(self._charges) * per_100,
            prefilled=(prompts - cached) * per_100,
            decoded=decoded * per_100,
            cached=cached / max(1, prompts),
            slot_seconds=sum(charge["slot_seconds"] for charge in self._charges) * per_100,
            useless=useless / max(1, decoded),
            unseen=unseen / max(1, decoded),
            own_p50=_percentile(own, 50),
            own_p99=_percentile(own, 99),
            added_p50=_percentile(added, 50),
            unanswered=int(self._keys[-1].answered is None),
            misfits=self._log.misfits,
            other_requests=self._others,
        )

    def _is_line_key(self, at: int) -> bool:
        spot = self._keys[at].spot
        return spot.start >= 0 and self._knowledge.knows_line(spot.start, spot.end())

    def _is_word_key(self, at: int) -> bool:
        spot = self._keys[at].spot
        return spot.start >= 0 and self._knowledge.knows_word(spot.start, spot.end())

    def _right_after(self, at: int) -> float:
        """Seconds from this key until something right was on the screen; inf if not before the
        next key."""
        for seen in self._seen[at]:
            if seen.verdict and seen.verdict.line:
                return max(0.0, seen.at - self._keys[at].at)
        return inf

    def _waits(self, lines: Iterable[int]) -> list[float]:
        waits, until = [], -1
        for at in lines:
            if at <= until or self._is_right(self._seen[at][0]):
                continue
            waits.append(self._wait(at))
            until = self._wait_end(at)
        return waits

    def _wait_end(self, at: int) -> int:
        """The last key of the wait that began at this one."""
        while self._right_after(at) == inf and at + 1 < len(self._keys):
            if not self._is_line_key(at + 1):
                break
            at += 1
        return at

    def _wait(self, at: int) -> float:
        """Seconds from this key until something right was on the screen; inf if in vain."""
        end = self._wait_end(at)
        return self._keys[end].at - self._keys[at].at + self._right_after(end)

    @staticmethod
    def _is_right(seen: Seen) -> bool:
        return seen.verdict is not None and seen.verdict.line

    def _waste(self) -> tuple[int, int, int]:
        """Decoded tokens: that came too late for anyone, whose text nobody saw, and all."""
        shown = [
            _Seen(seen.at, self._keys[seen.key].solid, _solid(seen.ghost.text))
            for seen in self._log.seen
            if seen.ghost
        ]
        useless = unseen = decoded = 0
        for charge in self._charges:
            key, road = self._keys[charge["key"]], _solid(charge["road"])
            told_before = len(charge["assumed"])
            for sent, code in zip(charge["sent"], charge["codes"], strict=True):
                came = sent + self._half
                decoded += 1
                gone = charge["hung_up"] is not None and charge["hung_up"] <= came
                useless += gone or self._departed(key, road, came)
                told = len(charge["assumed"]) + code
                start = len(_solid(charge["road"][:told_before]))
                text = _solid(charge["road"][told_before:told])
                told_before = told
                unseen += not _was_seen(shown, key.solid + start, text, sent)
        return useless, unseen, decoded

    def _departed(self, base: Key, road: str, moment: float) -> bool:
        """Whether the buffer, at a moment, no longer stands on the road that began at `base`."""
        now = self._keys[max(0, bisect_right(self._moments, moment) - 1)]
        typed = now.solid - base.solid
        before_now, before_base = _solid(now.tail), _solid(base.tail)
        if typed < 0 or typed > len(before_now):
            return True
        start = len(before_now) - typed
        same_base = before_base.endswith(before_now[max(0, start - 30) : start])
        since = before_now[start:]
        return not (same_base and (road.startswith(since) or since.startswith(road)))

    def _arrivals(self, start: float, end: float) -> list[dict[str, Any]]:
        """The charges of which something reached the client, or that began, in this time."""
        return [
            charge
            for charge in self._charges
            if start <= charge["begun"] - self._half <= end
            or any(start <= sent + self._half <= end for sent in charge["sent"])
        ]

    def _answers(self) -> Iterable[tuple[int, float, float]]:
        for at, key in enumerate(self._keys):
            if key.answered is not None and not key.empty:
                yield at, key.written, key.answered

    def _own_times(self) -> list[float]:
        return [
            answered - written
            for _, written, answered in self._answers()
            if not self._arrivals(written, answered)
        ]

    def _added_times(self) -> list[float]:
        """Only where the first line was complete before the answer came."""
        times = []
        for at, written, answered in self._answers():
            for charge in self._arrivals(written, answered)[-1:]:
                complete = self._line_complete(charge, at)
                if complete is not None and written <= complete <= answered:
                    times.append(answered - complete)
        return times

    def _line_complete(self, charge: dict[str, Any], at: int) -> float | None:
        """When the first whole line from this key's cursor on had reached the client."""
        base, road = self._keys[charge["key"]], charge["road"]
        typed, place = self._keys[at].solid - base.solid, 0
        while typed > 0 and place < len(road):
            typed -= not road[place].isspace()
            place += 1
        for sent, code in zip(charge["sent"], charge["codes"], strict=True):
            told = road[place : len(charge["assumed"]) + code]
            if "\n" in told.lstrip():
                return float(sent) + self._half
        return float(charge["sent"][-1]) + self._half if charge["sent"] else None


def _was_seen(shown: Sequence[_Seen], solid: int, text: str, since: float) -> bool:
    return bool(text) and any(
        seen.at >= since
        and seen.solid <= solid
        and seen.text[solid - seen.solid : solid - seen.solid + len(text)] == text
        for seen in shown
    )


def _solid(text: str) -> str:
    return "".join(text.split())


def _share(hits: Iterable[bool]) -> float:
    values = list(hits)
    return sum(values) / len(values) if values else nan


def _percentile(seconds: Sequence[float], percent: int) -> float:
    """In milliseconds; the smallest value that so many percent do not exceed."""
    if not seconds:
        return nan
    return 1000 * sorted(seconds)[max(0, ceil(len(seconds) * percent / 100) - 1)]
