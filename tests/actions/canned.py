"""A model that gives a known answer, in pieces of a known size."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from glossator.models.requests import Chat, Prompt, Sampling, Work
from glossator.models.stream import Piece


@dataclass
class CannedModel:
    """Answers everything with `answer`; remembers what it was asked and how far it was read."""

    answer: str
    piece: int = 7
    asked: list[tuple[Work, Chat]] = field(default_factory=list)
    given: int = 0
    closed: bool = False
    finish_reason: str | None = "stop"

    @asynccontextmanager
    async def stream(
        self, work: Work, prompt: Prompt, sampling: Sampling, *, deadline: float
    ) -> AsyncGenerator[CannedModel]:
        assert isinstance(prompt, Chat)
        self.asked.append((work, prompt))
        try:
            yield self
        finally:
            self.closed = True

    async def __aiter__(self) -> AsyncGenerator[Piece]:
        for start in range(0, len(self.answer), self.piece):
            self.given = min(start + self.piece, len(self.answer))
            yield Piece(self.answer[start : self.given])
