"""What the typist saw, in figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from bench.corpus import Stretch
from bench.knowledge import Knowledge
from bench.numbers import percentile, share
from bench.typist import Log, Seen

AT_ONCE = 0.05
"""Seconds within which a suggestion counts as there at once."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Shares are 0 to 1, times in milliseconds.

    Pastes and multi-cursor edits of the recording do not count as keys, nor do accepts. A key is a
    *line key* if the service, asked there, would tell the rest of the first line that is not blank
    without an error, and a *word key* if the next word or sign. A suggestion is *right* if its
    first line that is not blank agrees with the finished text. Where the typist accepts, the right
    ones disappear by being accepted: compare shares of right and wrong only without accepting.
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
    after_accepts: tuple[float, ...]
    """Each wait from an accept after which the service knows the line until something right stood
    on the screen; never is infinite."""


def sight(log: Log, stretch: Stretch, knowledge: Knowledge) -> Sight:
    """The figures of one run."""
    view = _View(log, knowledge)
    counted = [at for at, key in enumerate(log.keys) if key.counted and not key.accepted]
    lines = [at for at in counted if view.knows_line(at)]
    words = [at for at in counted if view.knows_word(at)]
    last = [view.seen[at][-1].verdict for at in counted]
    waits = view.waits(lines)
    ended = [wait for wait in waits if wait < inf]
    accepts = [at for at, key in enumerate(log.keys) if key.accepted]
    return Sight(
        keys=len(counted),
        line_keys=len(lines),
        word_keys=len(words),
        right=share(view.right_after(at) < inf for at in lines),
        right_at_once=share(view.right_after(at) <= AT_ONCE for at in lines),
        right_word=share(view.word_after(at) for at in words),
        wait_p50=percentile(ended, 50),
        wait_p95=percentile(ended, 95),
        waits_in_vain=share(wait == inf for wait in waits),
        wrong=share(v is not None and not v.line for v in last),
        wrong_word=share(v is not None and not v.line and not v.word for v in last),
        wrong_below=share(v is not None and v.line and not v.whole for v in last),
        accepts=len(accepts),
        saved=log.skipped / max(1, sum(step.is_key for step in stretch.steps[: log.steps])),
        after_accepts=tuple(1000 * view.wait(at) for at in accepts if view.knows_line(at)),
    )


class _View:
    """The log by key."""

    def __init__(self, log: Log, knowledge: Knowledge) -> None:
        self._keys = log.keys
        self._knowledge = knowledge
        self.seen: list[list[Seen]] = [[] for _ in log.keys]
        for seen in log.seen:
            self.seen[seen.key].append(seen)

    def knows_line(self, at: int) -> bool:
        spot = self._keys[at].spot
        return spot.start >= 0 and self._knowledge.knows_line(spot.start, spot.end())

    def knows_word(self, at: int) -> bool:
        spot = self._keys[at].spot
        return spot.start >= 0 and self._knowledge.knows_word(spot.start, spot.end())

    def word_after(self, at: int) -> bool:
        return any(seen.verdict is not None and seen.verdict.word for seen in self.seen[at])

    def right_after(self, at: int) -> float:
        """Seconds from this key until something right was on the screen; inf if not before the
        next key."""
        for seen in self.seen[at]:
            if seen.verdict is not None and seen.verdict.line:
                return max(0.0, seen.at - self._keys[at].at)
        return inf

    def waits(self, lines: Iterable[int]) -> list[float]:
        """Of all waits that begin at one of these keys; a key within a wait begins none."""
        waits, until = [], -1
        for at in lines:
            first = self.seen[at][0].verdict
            if at > until and not (first is not None and first.line):
                waits.append(self.wait(at))
                until = self._wait_end(at)
        return waits

    def wait(self, at: int) -> float:
        """Seconds from this key until something right was on the screen; inf if in vain."""
        end = self._wait_end(at)
        return self._keys[end].at - self._keys[at].at + self.right_after(end)

    def _wait_end(self, at: int) -> int:
        """The last key of the wait that began at this one."""
        while self.right_after(at) == inf and at + 1 < len(self._keys) and self.knows_line(at + 1):
            at += 1
        return at
