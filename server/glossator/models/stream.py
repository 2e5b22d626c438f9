"""The stream of a model's answer: its time limits, its retry, its end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, TypeVar

from glossator.errors import (
    BrokenAnswerError,
    LoadingError,
    ModelError,
    OnlyThoughtsError,
    OverloadedError,
    TimedOutError,
)
from glossator.models.endpoints import Endpoint
from glossator.models.requests import Usage
from glossator.models.thoughts import ThoughtFilter
from glossator.models.wire.wire import Delta
from glossator.text.sanitize import Sanitizer

T = TypeVar("T")

LONGEST_WAIT = 10.0
"""Seconds; a service that asks to wait longer than this is reported as busy."""

LOADING_PAUSE = 1.0
"""Seconds before a service that is loading the model is asked again, until the deadline."""

_JITTER = (0.1, 0.4)
"""Seconds before asking again, so that many clients of one failing service do not march in step."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer, never empty; `logprob` is the least of its tokens', where given."""

    text: str
    logprob: float | None = None


class ModelRequest(Protocol):
    """A request to a model, which the stream may send more than once."""

    async def endpoint(self) -> Endpoint:
        """The endpoint that answers.

        Raises:
            ModelError: when there is none.
        """
        ...

    def ask(self, endpoint: Endpoint) -> AsyncGenerator[Delta]:
        """Send one request; closing the generator closes its connection.

        Raises:
            ModelError: when it fails.
        """
        ...

    def learn(self, endpoint: Endpoint, error: ModelError) -> bool:
        """Whether asking differently may help; the next `ask` then does."""
        ...

    def may_queue(self, endpoint: Endpoint) -> bool:
        """Whether it may wait for other requests, so that silence before it begins is no fault."""
        ...

    def thoughts(self, endpoint: Endpoint) -> ThoughtFilter:
        """What takes the thoughts out of one answer."""
        ...

    def heard(self, endpoint: Endpoint, thoughts: ThoughtFilter, *, cut: bool) -> None:
        """Learn from an answer that has come to its end; `cut` where that was its limit."""
        ...


class ModelStream:
    """An async context manager, and inside it an async iterator of `Piece`s, for one task.

    Entering finds the endpoint, the first piece sends the request. Leaving, by cancellation too,
    closes the connection at once, so that the service stops generating. The text has passed
    `text/sanitize`, and thoughts are not part of it: `thought_size` counts their code points. Every
    failure is a ModelError. `deadline` (in all) and `stall` (between pieces) are in seconds; so
    is `first_piece_after`, counted from when the endpoint was ready.
    """

    endpoint: Endpoint

    def __init__(
        self,
        request: ModelRequest,
        *,
        deadline: float,
        stall: float,
        on_answer: Callable[[bool], None],
        on_end: Callable[[ModelStream, bool], None],
    ) -> None:
        self.finish_reason: str | None = None
        self.usage: Usage | None = None
        self.thought_size = 0
        self.first_piece_after: float | None = None
        self._request = request
        self._deadline = deadline
        self._stall = stall
        self._on_answer = on_answer
        self._on_end = on_end
        self.was_sent = False
        self.deltas_seen = 0
        self._began = 0.0
        self._ready = 0.0
        self._deltas: AsyncGenerator[Delta] | None = None
        self._was_retried = False
        self._loading: LoadingError | None = None
        self._complete = False
        self._is_alive = False
        self._thoughts = ThoughtFilter()
        self._plain = Sanitizer()
        self._logprobs: list[float] = []

    @property
    def model(self) -> str:
        """The model that answers."""
        return self.endpoint.model

    @property
    def service(self) -> str:
        """The host that answers, for messages."""
        return self.endpoint.service

    async def __aenter__(self) -> Self:
        """Find the endpoint; the time starts to run.

        Raises:
            ModelError: when there is none.
        """
        self._began = _now()
        limit = self._began + self._deadline
        self.endpoint = await _by(
            limit, self._request.endpoint(), self._overdue("The model was not ready")
        )
        self._ready = _now()
        self._on_answer(True)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection unless the answer was read whole."""
        self._on_answer(False)
        await self._hang_up()
        self._on_end(self, not self._complete)

    @property
    def seconds(self) -> float:
        """Since the endpoint was ready."""
        return _now() - self._ready

    def __aiter__(self) -> Self:
        """The answer is its own iterator."""
        return self

    async def __anext__(self) -> Piece:
        """The next piece; the first one sends the request.

        Raises:
            ModelError: when the request fails or takes too long.
        """
        while not self._complete:
            try:
                delta = await self._next_in_time()
                text = self._take(delta) if delta is not None else self._end()
            except ModelError as error:
                await self._hang_up()
                if self.first_piece_after is not None or not await self._may_ask_again(error):
                    raise
                continue
            self._complete = delta is None
            if text:
                return self._piece(text)
        raise StopAsyncIteration

    def _take(self, delta: Delta) -> str:
        """The text that is sure to be part of the answer now, made plain."""
        if delta.text and delta.logprob is not None:
            self._logprobs.append(delta.logprob)
        text = self._thoughts.feed(delta.text)
        self._thoughts.size += len(delta.thought)
        if self._thoughts.is_inside:
            self._logprobs.clear()
        self.thought_size = self._thoughts.size
        if self._thoughts.overflows:
            self._note_thoughts()
            raise self._only_thoughts()
        if self._thoughts.leaked:
            self._note_thoughts()
            raise OnlyThoughtsError(
                f"{self.model} at {self.service} wrote its thoughts into its answer; ask again, "
                "they are left out from now on."
            )
        return self._plain.feed(text)

    def _end(self) -> str:
        """The rest of the answer.

        Raises:
            OnlyThoughtsError: when there was no answer.
        """
        text = self._thoughts.finish(cut=self.finish_reason == "length")
        self.thought_size = self._thoughts.size
        rest = self._plain.feed(text) + self._plain.finish()
        self._note_thoughts()
        if self.thought_size and not rest and self.first_piece_after is None:
            raise self._only_thoughts()
        return rest

    def _note_thoughts(self) -> None:
        self._request.heard(self.endpoint, self._thoughts, cut=self.finish_reason == "length")

    def _only_thoughts(self) -> OnlyThoughtsError:
        return OnlyThoughtsError(
            f"{self.model} at {self.service} thought for its whole answer and said nothing; "
            "ask for less, or choose a model that does not think first."
        )

    def _piece(self, text: str) -> Piece:
        if self.first_piece_after is None:
            self.first_piece_after = _now() - self._ready
        least, self._logprobs = min(self._logprobs, default=None), []
        return Piece(text, least)

    async def _next_in_time(self) -> Delta | None:
        end, stall = self._began + self._deadline, _now() + self._stall
        queued = self.deltas_seen == 0 and self._request.may_queue(self.endpoint)
        if stall < end and not queued:
            silence = TimedOutError(f"{self.service} sent nothing for {self._stall:g} seconds.")
            return await _by(stall, self._next(), silence)
        late = self._loading or self._overdue(f"{self.service} was not done")
        return await _by(end, self._next(), late)

    async def _next(self) -> Delta | None:
        """The next sign of life, None at the end."""
        if self._deltas is None:
            self._deltas = self._request.ask(self.endpoint)
            self.was_sent = True
            self._thoughts, self._plain = self._request.thoughts(self.endpoint), Sanitizer()
        async for delta in self._deltas:
            self.finish_reason = delta.finish_reason or self.finish_reason
            self.usage = delta.usage or self.usage
            self.deltas_seen += bool(delta.text or delta.thought)
            self._is_alive = self._is_alive or bool(delta.text or delta.thought)
            return delta
        if not self._is_alive and self.finish_reason is None:
            raise BrokenAnswerError(f"{self.service} sent an answer with nothing in it; ask again.")
        return None

    async def _may_ask_again(self, error: ModelError) -> bool:
        """After the wait that it takes; what was learnt is tried at once."""
        if self._request.learn(self.endpoint, error):
            return True
        wait = self._wait_after(error)
        if wait is None:
            return False
        self._was_retried = True
        await asyncio.sleep(wait)
        return True

    def _wait_after(self, error: ModelError) -> float | None:
        """Seconds before the one other try, None where there is none."""
        if isinstance(error, LoadingError):
            self._loading = error
            return LOADING_PAUSE if _now() + LOADING_PAUSE < self._began + self._deadline else None
        if isinstance(error, OverloadedError):
            wait = error.retry_after
        else:
            wait = random.uniform(*_JITTER) if error.worth_retrying else None  # noqa: S311
        if self._was_retried or wait is None or wait >= LONGEST_WAIT:
            return None
        return wait if _now() + wait < self._began + self._deadline else None

    async def _hang_up(self) -> None:
        if self._deltas is not None:
            await self._deltas.aclose()
            self._deltas = None

    def _overdue(self, what: str) -> TimedOutError:
        return TimedOutError(f"{what} within {self._deadline:g} seconds.")


async def _by(when: float, step: Awaitable[T], otherwise: ModelError) -> T:
    try:
        async with asyncio.timeout_at(when):
            return await step
    except TimeoutError:
        raise otherwise from None


def _now() -> float:
    return asyncio.get_running_loop().time()
