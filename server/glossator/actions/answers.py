"""What the actions need of the models: an answer as a stream. `models/gateway.py` gives it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from glossator.models.requests import Prompt, Sampling, Work
from glossator.models.stream import Piece


class ModelStream(Protocol):
    """The pieces of an answer, and why it ended."""

    @property
    def finish_reason(self) -> str | None:
        """`length` where the model was stopped in the middle; None before the end."""

    def __aiter__(self) -> AsyncIterator[Piece]:
        """The pieces as they come."""


class Answering(Protocol):
    """Opens answers; leaving the context closes the connection."""

    def stream(
        self, work: Work, prompt: Prompt, sampling: Sampling, *, deadline: float
    ) -> AbstractAsyncContextManager[ModelStream]:
        """Ask the model for `work`; `deadline` is in seconds, for the whole answer."""
