"""Shares and percentiles; nan where there is nothing to count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, nan


def share(hits: Iterable[bool]) -> float:
    """How many of all, 0 to 1."""
    values = list(hits)
    return sum(values) / len(values) if values else nan


def percentile(seconds: Sequence[float], percent: int) -> float:
    """In milliseconds: the smallest value that so many percent do not exceed."""
    if not seconds:
        return nan
    return 1000 * sorted(seconds)[max(0, ceil(len(seconds) * percent / 100) - 1)]


def solid(text: str) -> str:
    """The text without its blanks, which automatic indentation moves about."""
    return "".join(text.split())
