"""Two runs, or two variants of one, compared hole by hole. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossator.measure.scores import Score, interval, mean

FEWEST = 5
"""Holes that two sides must share to be compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more of the lines is exact, as a share, with its 95 % confidence interval.

    `similarity` is the same of the edit similarity; `holes` were asked on both sides.
    """

    holes: int
    exact: float
    exact_interval: tuple[float, float]
    similarity: float
    similarity_interval: tuple[float, float]

    @property
    def is_sure(self) -> bool:
        """Whether the share of exact lines surely differs."""
        low, high = self.exact_interval
        return low > 0 or high < 0


def compare(ours: Mapping[str, Score], theirs: Mapping[str, Score]) -> Difference | None:
    """How `ours` differs from `theirs`, over the holes of both; None where they are too few."""
    both = [hole for hole in ours if hole in theirs]
    if len(both) < FEWEST:
        return None
    exact = [float(ours[hole].exact) - theirs[hole].exact for hole in both]
    alike = [ours[hole].similarity - theirs[hole].similarity for hole in both]
    return Difference(len(both), mean(exact), interval(exact), mean(alike), interval(alike))
