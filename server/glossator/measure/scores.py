"""How near an answer comes to what was there, and the sums of many answers. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossator.text.diff import common_prefix

SAMPLES = 2_000
"""Samples of the bootstrap."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Score:
    """One answer. `similarity` is from 0 to 1; times are in seconds, None where nothing came.

    `exact`: its first line is the true one. `first_word`: its first word or sign is. `wrong`: it
    was shown and says something else; a part of the true line is not wrong. `kept` are the code
    points at its begin that are right.
    """

    shown: bool
    exact: bool
    first_word: bool
    wrong: bool
    similarity: float
    kept: int
    to_first_token: float | None = None
    to_line: float | None = None
    prompt_tokens: int = 0
    decoded_tokens: int = 0


def score_of(answer: str, truth: str) -> Score:
    """Judge a completion; white space at the ends of lines counts for nothing."""
    given, wanted = _rows(answer), _rows(truth)
    if not answer.strip():
        return Score(False, False, False, False, 0.0, 0)
    first, true = given[0], wanted[0]
    words, true_words = _TOKEN.findall(first), _TOKEN.findall(true)
    exact = first == true
    shown = "\n".join(given[: len(wanted)])
    return Score(
        shown=True,
        exact=exact,
        first_word=words[:1] == true_words[:1],
        wrong=not true.startswith(first),
        similarity=similarity(shown, "\n".join(wanted)),
        kept=common_prefix(answer, truth),
    )


def similarity(one: str, other: str) -> float:
    """The edit similarity of two texts, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _rows(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().replace("\r\n", "\n").split("\n")]


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of many answers: shares from 0 to 1, times in seconds.

    `cost` is in tokens, read and written, for each code point of the answers that was right; None
    where none was.
    """

    count: int
    shown: float
    exact: float
    first_word: float
    wrong: float
    similarity: float
    first_token_p50: float | None
    first_token_p95: float | None
    line_p50: float | None
    line_p95: float | None
    tokens: int
    cost: float | None


def figures_of(scores: Sequence[Score]) -> Figures:
    """Sum up at least one answer."""
    tokens = sum(each.prompt_tokens + each.decoded_tokens for each in scores)
    kept = sum(each.kept for each in scores)
    first = [each.to_first_token for each in scores if each.to_first_token is not None]
    line = [each.to_line for each in scores if each.to_line is not None]
    return Figures(
        count=len(scores),
        shown=mean(each.shown for each in scores),
        exact=mean(each.exact for each in scores),
        first_word=mean(each.first_word for each in scores),
        wrong=mean(each.wrong for each in scores),
        similarity=mean(each.similarity for each in scores),
        first_token_p50=percentile(first, 0.5),
        first_token_p95=percentile(first, 0.95),
        line_p50=percentile(line, 0.5),
        line_p95=percentile(line, 0.95),
        tokens=tokens,
        cost=tokens / kept if kept else None,
    )


def mean(values: Iterable[float]) -> float:
    """The mean of at least one value."""
    known = list(values)
    return sum(known) / len(known)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` of the values do not exceed; None where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def interval(differences: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """The 95 % confidence interval of the mean of paired differences, by the bootstrap."""
    order = random.Random(seed)  # noqa: S311 - nothing secret
    count = len(differences)
    means = sorted(mean(order.choices(differences, k=count)) for _ in range(SAMPLES))
    return means[int(0.025 * SAMPLES)], means[int(0.975 * SAMPLES) - 1]
