"""Where the next edit is likely to be, ranked without a model.

A line scores by what it has to do with the burst: how near it is, whether it uses what the burst
changed, stands beside it with the same role, or was changed of late. A place is the stretch of
lines of which the sum is greatest. The weights are shares of the bursts of a recorded session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.swap import swap_in, word_changes
from glossator.syntax.registry import LANGUAGES
from glossator.text.lines import line_number, split_lines

Kind = Literal["near", "recent", "use", "caller", "sibling", "problem"]

LINES = 10
"""Lines of a place."""
PLACES = 3
NEAR = ((2, 0.05), (7, 0.04), (15, 0.013), (25, 0.0035), (100, 0.0009))
"""The share of a line that is at most so many lines below the burst; half of it above."""
ANYWHERE = 0.0001
RECENT = (0.16, 0.12, 0.08, 0.05, 0.04, 0.03)
"""The share of the lines of the bursts before, by how many bursts ago."""
REMOVED, ADDED = 0.12, 0.03
"""The share of all lines that hold a word which the burst removed or put in."""
COMMON = 25
"""Lines with a word from which on it says nothing."""
TELLING = 4
"""Code points of a word from which on it may be the same thing in another document."""
FEW = 8
"""Lines of another document up to which it is."""
_JOINED = re.compile(r"[\w-]+")
CALLER, SIBLING = 0.15, 0.02
"""The share of a caller of a changed signature, and of a sibling in the tree."""
PROBLEM = 0.5
"""The share of all lines with a problem that came with the burst."""


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a document, from `first` up to `end`, and what speaks for them most."""

    first: int
    end: int
    kind: Kind


@dataclass(slots=True)
class _Scores:
    """The score of each line, by what it has to do with the burst."""

    lines: list[str]
    kinds: dict[Kind, list[float]]

    def add(self, kind: Kind, line: int, score: float) -> None:
        if 0 <= line < len(self.lines):
            self.kinds[kind][line] += score


def ranked(
    burst: Burst,
    language: str,
    recent: Sequence[tuple[int, int]] = (),
    count: int = PLACES,
    problems: Sequence[int] = (),
) -> list[Place]:
    """The places where the next edit is most likely, in the document of the burst, best first.

    `recent` are the offsets of what the bursts before have put in, the last one first; `problems`
    are the lines with a problem that came with the burst.
    """
    text, lines = burst.after, split_lines(burst.after)
    kinds: tuple[Kind, ...] = ("near", "recent", "use", "caller", "sibling", "problem")
    scores = _Scores(lines, {kind: [0.0] * len(lines) for kind in kinds})
    first = line_number(text, burst.start)
    last = first + burst.new.count("\n")
    _add_near(scores, first, last)
    for (start, end), score in zip(recent, RECENT, strict=False):
        spread = range(line_number(text, start) - 1, line_number(text, end) + 2)
        for line in spread:
            scores.add("recent", line, score / len(spread))
    _add_uses(scores, burst)
    for line in problems:
        scores.add("problem", line, PROBLEM / len(problems))
    if language in LANGUAGES:
        from glossator.completion.next_edit.kin import callers, siblings

        for line in callers(burst, language):
            scores.add("caller", line, CALLER)
        for line in siblings(burst, language):
            scores.add("sibling", line, SIBLING)
    return _best(scores, count)


def _add_near(scores: _Scores, first: int, last: int) -> None:
    for line in range(len(scores.lines)):
        below = line >= first
        distance = line - last if line > last else first - line if line < first else 0
        share = next((score for reach, score in NEAR if distance <= reach), ANYWHERE)
        scores.add("near", line, share if below or distance <= 2 else share / 2)


def _add_uses(scores: _Scores, burst: Burst) -> None:
    removed, added = word_changes(burst)
    for words, score in ((set(removed), REMOVED), (set(added) - set(removed), ADDED)):
        for word in words:
            found = _lines_with(word, scores.lines)
            for line in found:
                scores.add("use", line, score / len(found))


def lines_left(burst: Burst) -> list[int]:
    """The lines that hold a word for which the burst has put in another, those below it first."""
    removed, added = word_changes(burst)
    if not added:
        return []
    lines = split_lines(burst.after)
    return outside(
        burst,
        {line for word in set(removed) - set(added) for line in _lines_with(word, lines)},
    )


def lines_elsewhere(burst: Burst, text: str) -> list[int]:
    """The lines of another document that hold a word for which the burst has put in another.

    The word is long enough to be no chance, and is taken with what hyphens join to it.
    """
    if (swap := swap_in(burst)) is None:
        return []
    whole = next(
        each
        for each in _JOINED.finditer(burst.before)
        if each.start() <= swap.offsets[0] < each.end()
    )[0]
    found = _lines_with(whole, split_lines(text)) if len(whole) >= TELLING else []
    return found if len(found) <= FEW else []


def outside(burst: Burst, lines: Iterable[int]) -> list[int]:
    """Those of the lines that a burst has not changed, those below it first."""
    first = line_number(burst.after, burst.start)
    own = range(first, first + burst.new.count("\n") + 1)
    return sorted(set(lines) - set(own), key=lambda line: (line < first, line))


def _lines_with(word: str, lines: Sequence[str]) -> list[int]:
    """The lines that hold a word; none where it is so common that it says nothing."""
    holds = re.compile(
        rf"(?<![\w-]){re.escape(word)}(?![\w-])" if "-" in word else rf"\b{re.escape(word)}\b"
    )
    found = [at for at, line in enumerate(lines) if word in line and holds.search(line)]
    return found if len(word) > 1 and len(found) <= COMMON else []


def _best(scores: _Scores, count: int) -> list[Place]:
    """The places with the greatest sums, none of which overlap."""
    total = [sum(each) for each in zip(*scores.kinds.values(), strict=True)]
    found = list[Place]()
    while len(found) < count:
        sums = [0.0, *accumulate(total)]
        size = min(LINES, len(total))
        starts = range(len(total) - size + 1)
        first = max(starts, key=lambda at: sums[at + size] - sums[at], default=0)
        score = sums[min(first + size, len(total))] - sums[first]
        if score <= 0:
            break
        kind = max(scores.kinds, key=lambda each: sum(scores.kinds[each][first : first + size]))
        found.append(Place(first, first + size, kind))
        for line in range(first, first + size):
            total[line] = 0.0
    return found
