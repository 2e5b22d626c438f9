"""How likely a next edit is to be taken, learned by language and kind. Nothing leaves the machine.

An edit that is not taken costs its reader about a third of what a taken one saves, so that one is
shown from a likelihood of a quarter on.
"""

from __future__ import annotations

from typing import Literal

SHOWN_FROM = 0.25
"""The likelihood from which on an edit is shown."""
FIRST_GUESS = {"rename": (4.5, 0.5), "key": (4.0, 1.0), "like": (2.0, 2.0), "model": (2.0, 3.0)}
"""Edits taken and not taken, by kind, that are believed before any was shown."""
MEMORY = 0.95
"""What each new edit leaves of the weight of those before it."""
WEIGHTS = {"taken": (1.0, 0.0), "ignored": (0.0, 0.5), "rejected": (0.0, 1.0)}


class Usefulness:
    """What became of the edits that were shown."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], tuple[float, float]] = {}

    def likelihood(self, language: str, kind: str) -> float:
        """The likelihood, from 0 to 1, that an edit of a kind is taken."""
        taken, others = self._counts.get((language, kind), FIRST_GUESS[kind])
        return taken / (taken + others)

    def note(self, language: str, kind: str, end: Literal["taken", "ignored", "rejected"]) -> None:
        """Learn what became of an edit that was shown."""
        taken, others = self._counts.get((language, kind), FIRST_GUESS[kind])
        more_taken, more_others = WEIGHTS[end]
        self._counts[language, kind] = MEMORY * taken + more_taken, MEMORY * others + more_others
