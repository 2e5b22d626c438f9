"""Which declarations stand in a prompt, kept in their places while they are of use. Pure.

The prefix cache of a service holds a prompt up to its first change. So what is shown stays where it
is, what is wanted now and missing is added at the end, and all is chosen anew only when the room is
used up.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from glossator.context.index.candidates import Candidate
from glossator.context.layout import Excerpt, Headers, fitting, shown

WANTED = 12
"""The candidates at the head of an order that must be shown."""
FILLED = 0.75
"""Share of the room that is filled when all is chosen anew, so that the next ones find a place."""


class Steady:
    """What is shown beside one document."""

    def __init__(self) -> None:
        self._batches: list[list[Candidate]] = []

    @property
    def chosen(self) -> list[Candidate]:
        """What is shown, in its order."""
        return [each for batch in self._batches for each in batch]

    def show(
        self,
        order: Sequence[Candidate],
        headers: Headers,
        size: int,
        known: Container[tuple[str, str, str]],
    ) -> tuple[Excerpt, ...]:
        """Excerpts of at most `size` code points that show what an order begins with.

        What is `known` are the keys of all that the order holds.
        """
        kept = [[each for each in batch if each.key in known] for batch in self._batches]
        self._batches = [batch for batch in kept if batch]
        there = {each.key for each in self.chosen}
        missing = [each for each in order[:WANTED] if each.key not in there]
        if missing:
            self._batches.append(missing)
        excerpts = self._excerpts(headers)
        if not there or sum(len(file) + len(text) for file, text in excerpts) > size:
            self._batches = [fitting(order, int(FILLED * size) if there else size, headers)]
            excerpts = self._excerpts(headers)
        return excerpts

    def _excerpts(self, headers: Headers) -> tuple[Excerpt, ...]:
        return tuple(each for batch in self._batches for each in shown(batch, headers))
