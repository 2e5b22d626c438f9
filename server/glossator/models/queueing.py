"""How a service queues requests: whether it stops reading a prompt that was given up, and whether
it answers several at once.

Ollama does neither by default: a request waits behind all that was asked before, wanted or not. It
is measured by a few requests, once a day, and only at a service that was seen to be slow: at a
quick one it makes no difference.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from glossator.errors import ModelError
from glossator.models.endpoints import Endpoint
from glossator.models.probe import Ask
from glossator.models.requests import Chat, Continuation, Message, Prompt, Sampling
from glossator.models.service_memory import ServiceMemory
from glossator.tasks import end, unless, within

SLOW = 1.0
"""Seconds to the first piece from which on a service is measured."""
IDLE = 2.0
"""Seconds without a request before it is measured."""
LATE = 10.0
"""Seconds to the first piece from which on the next one may take longer than a stall."""
LATELY = 60.0
"""Seconds for which a service may be as late again, and a service not yet measured may read on a
prompt that was given up."""
_TIMEOUT = 90.0
_TOGETHER = 0.3
_WORDS = ("river", "stone", "cloud", "apple", "horse", "table", "green", "window", "paper", "bread")
_LONG_PROMPT = 300
"""Words, and about as many tokens."""
_COUNTING = "Count from one to forty in words, separated by commas."
_LONG_ANSWER, _TINY_ANSWER = Sampling(64), Sampling(1)

Measure = Callable[[Endpoint], Coroutine[Any, Any, tuple[bool | None, bool | None]]]


class Queues:
    """The open requests at each service, and what is known of its queue.

    `measure` measures a service. `on_user_request` is called when the user has asked something of a
    service that answers one request at a time.
    """

    def __init__(self, memory: ServiceMemory, measure: Measure) -> None:
        self.on_user_request: Callable[[], None] = lambda: None
        self._memory = memory
        self._measure = measure
        self._open: Counter[str] = Counter()
        self._asked_by_user: Counter[str] = Counter()
        self._given_up_at: dict[str, float] = {}
        self._late_at: dict[str, float] = {}
        self._changed = asyncio.Event()
        self._measuring: dict[str, asyncio.Task[None]] = {}

    def begin(self, endpoint: Endpoint, *, for_ghost_text: bool) -> None:
        """Note that a request begins; one of the user's makes ghost text give way."""
        self._open[endpoint.base_url] += 1
        self._changed.set()
        if not for_ghost_text:
            self._asked_by_user[endpoint.base_url] += 1
            if self._memory.get(endpoint).parallel is False:
                self.on_user_request()

    def end(
        self,
        endpoint: Endpoint,
        for_ghost_text: bool,
        first_piece_after: float | None,
        seconds: float,
    ) -> None:
        """Note that a request has ended, after `seconds`; a slow service is measured then."""
        self._open[endpoint.base_url] -= 1
        if not for_ghost_text:
            self._asked_by_user[endpoint.base_url] -= 1
        waited = seconds if first_piece_after is None else first_piece_after
        if first_piece_after is None and waited > SLOW:
            self._given_up_at[endpoint.base_url] = _now()
        if first_piece_after is not None and waited > LATE:
            self._late_at[endpoint.base_url] = _now()
        if waited > SLOW and for_ghost_text:
            self._begin_measuring(endpoint)

    def is_taken(self, endpoint: Endpoint) -> bool:
        """Whether ghost text waits: the user's own request has the service's only place."""
        taken = self._asked_by_user[endpoint.base_url] > 0
        return taken and self._memory.get(endpoint).parallel is False

    def may_queue(self, endpoint: Endpoint) -> bool:
        """Whether a request may wait long before its answer begins, for others or to be read."""
        known = self._memory.get(endpoint)
        if _is_lately(self._late_at.get(endpoint.base_url)):
            return True
        given_up = _is_lately(self._given_up_at.get(endpoint.base_url))
        return False in (known.parallel, known.frees_slot) or (
            known.frees_slot is None and given_up
        )

    async def close(self) -> None:
        """Stop measuring."""
        await end(*self._measuring.values())

    def _begin_measuring(self, endpoint: Endpoint) -> None:
        known = self._memory.get(endpoint)
        running = self._measuring.get(endpoint.base_url)
        if endpoint.local or known.frees_slot is not None or (running and not running.done()):
            return
        self._measuring[endpoint.base_url] = asyncio.create_task(self._measure_when_idle(endpoint))

    async def _measure_when_idle(self, endpoint: Endpoint) -> None:
        """Measure when nothing else is asked; given up where something is asked meanwhile."""
        while await self._is_asked_within(IDLE) or self._open[endpoint.base_url]:
            pass
        with suppress(ModelError):
            if (measured := await unless(self._changed, self._measure(endpoint))) is not None:
                frees_slot, parallel = measured
                self._memory.put_queue(endpoint, frees_slot=frees_slot, parallel=parallel)

    async def _is_asked_within(self, seconds: float) -> bool:
        self._changed.clear()
        return await within(seconds, self._changed.wait())


async def measure(ask: Ask, *, chat: bool) -> tuple[bool | None, bool | None]:
    """Whether a service stops reading what was given up, and whether it answers several at once.

    None where it cannot be judged. `chat` says that the chat route answers, else it is raw text.

    Raises:
        ModelError: when the service fails.
    """
    alone = await _seconds_for_tiny(ask, chat)
    parallel = await _is_parallel(ask, chat, alone)
    return await _frees_slot(ask, chat, alone), parallel


async def _is_parallel(ask: Ask, chat: bool, alone: float) -> bool | None:
    """Whether a tiny request is answered while a longer answer is being written."""
    begun = asyncio.Event()
    writing = asyncio.create_task(_read(ask, _prompt(_COUNTING, chat), _LONG_ANSWER, begun))
    beginning = asyncio.create_task(begun.wait())
    try:
        await asyncio.wait({writing, beginning}, return_when=asyncio.FIRST_COMPLETED)
        waited = await _seconds_for_tiny(ask, chat)
        # Where it had to wait for the end of the other answer, both come at about the same time.
        if not (await asyncio.wait({writing}, timeout=_TOGETHER))[0]:
            return True
        return False if waited > 2 * alone + 0.5 else None
    finally:
        await end(writing, beginning)


async def _frees_slot(ask: Ask, chat: bool, alone: float) -> bool:
    """Whether a tiny request need not wait for a long prompt that was given up."""
    began = _now()
    await _read(ask, _long_prompt(chat), _TINY_ANSWER)
    whole = _now() - began
    if whole < alone + SLOW:
        return True  # it reads so fast that nobody waits
    reading = asyncio.create_task(_read(ask, _long_prompt(chat), _TINY_ANSWER))
    try:
        await asyncio.wait({reading}, timeout=whole / 4)
    finally:
        await end(reading)
    return await _seconds_for_tiny(ask, chat) < alone + whole / 2


def _long_prompt(chat: bool) -> Prompt:
    """A prompt that no prefix cache has, since its first word is new each time."""
    words = (random.choice(_WORDS) for _ in range(_LONG_PROMPT))  # noqa: S311
    return _prompt(f"{secrets.token_hex(8)} {' '.join(words)}", chat)


async def _seconds_for_tiny(ask: Ask, chat: bool) -> float:
    began = _now()
    await _read(ask, _prompt("Say yes.", chat), _TINY_ANSWER)
    return _now() - began


async def _read(
    ask: Ask, prompt: Prompt, sampling: Sampling, begun: asyncio.Event | None = None
) -> None:
    """Read an answer to its end."""
    async with ask(prompt, sampling, deadline=_TIMEOUT, fim="completions", may_load=True) as answer:
        async for _ in answer:
            if begun is not None:
                begun.set()


def _prompt(text: str, chat: bool) -> Prompt:
    return Chat((Message("user", text),)) if chat else Continuation(text)


def _is_lately(at: float | None) -> bool:
    return at is not None and _now() - at < LATELY


def _now() -> float:
    return asyncio.get_running_loop().time()
