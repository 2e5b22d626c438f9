"""The probe: finds out a model's capabilities by asking it, never by its name.

The requests are few and tiny and hold nothing of the user's: one for the chat route, then one or
two for each route that may fill in the middle. Whether a model knows fill-in-the-middle shows in
what it does: the right middle is one word, which stands after the gap and nowhere before it.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Literal, Protocol

from glossator.errors import (
    ModelError,
    OverloadedError,
    RejectedError,
    UnknownModelError,
    dropped,
)
from glossator.models.endpoints import Endpoint
from glossator.models.quirks import Quirks
from glossator.models.requests import Chat, Fim, Message, Prompt, Sampling
from glossator.models.stream import ModelStream
from glossator.models.wire.completions import FIM_STOPS
from glossator.models.wire.wire import FimRoute

GhostWire = Literal["fim", "chat", "plain"]

PROBE_TIMEOUT = 30.0
"""Seconds for each request; the first one may have to wait until the service loads the model."""

_ENOUGH = 100
"""Code points after which a model that ignores `max_tokens` is cut off."""

_GREETING = Chat(
    (
        Message("system", "You answer with one word."),
        Message("user", "What is the opposite of hot?"),
    )
)
_BARE = Sampling(max_tokens=8)
_WITH_ALL = Sampling(max_tokens=8, stop=FIM_STOPS, logprobs=True)
_MIDDLE = Sampling(max_tokens=12, logprobs=True)

# Two, so that luck does not pass.
_GAPS = (
    (Fim('mineral = "', '"\nassert mineral == "quartz"\n'), "quartz"),
    (Fim('def owner():\n    return "', '"\n\n\nassert owner() == "walrus"\n'), "walrus"),
)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one model at one service can be asked for.

    `ghost_wire` is the wire format for ghost text, `fim_route` the route of a Fim prompt where
    `fim` holds. `chat`, `completions` and `infill` say which routes answer, `system_role` whether
    chat takes that role (None without chat), `stop` whether four stop strings are taken, `logprobs`
    whether ghost text comes with probabilities (None where no text came to tell).
    """

    ghost_wire: GhostWire
    fim_route: FimRoute
    chat: bool
    completions: bool
    infill: bool
    fim: bool
    system_role: bool | None
    stop: bool
    logprobs: bool | None


class Ask(Protocol):
    """Opens the answer of one model at one service."""

    def __call__(
        self, prompt: Prompt, sampling: Sampling, *, deadline: float, fim: FimRoute
    ) -> ModelStream:
        """`deadline` is in seconds; `fim` is the route that a Fim prompt takes."""
        ...


class Probes:
    """The capabilities of each model at each service: asked once, shared by all who wait."""

    def __init__(self) -> None:
        self._asking: dict[tuple[str, str], asyncio.Task[Capabilities]] = {}

    async def of(self, endpoint: Endpoint, ask: Ask, quirks: Quirks) -> Capabilities:
        """The model's capabilities; a failure is raised as ModelError and not remembered.

        A caller that is cancelled does not stop the probe for the others.
        """
        service = (endpoint.base_url, endpoint.model)
        asking = self._asking.get(service)
        if asking is None or _failed(asking):
            asking = self._asking[service] = asyncio.create_task(probe(endpoint, ask, quirks))
            asking.add_done_callback(_failed)
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            if asking.cancelled():
                raise dropped(endpoint.service) from None
            raise

    async def close(self) -> None:
        """Drop the questions that are not answered yet."""
        unanswered = [asking for asking in self._asking.values() if not asking.done()]
        for asking in unanswered:
            asking.cancel()
        if unanswered:
            await asyncio.wait(unanswered)


@dataclass(frozen=True, slots=True)
class _Reply:
    """The answer to one request; `logprobs` is None where no text came to carry any."""

    text: str
    logprobs: bool | None


@dataclass(frozen=True, slots=True)
class _Route:
    """Whether a route answers, and whether its model fills in the middle."""

    answers: bool
    fim: bool = False
    logprobs: bool | None = None


async def probe(endpoint: Endpoint, ask: Ask, quirks: Quirks) -> Capabilities:
    """The capabilities of a model, found by asking for a word by each route.

    Raises:
        ModelError: when no route answers.
    """
    greeted, lacks_chat = await _greet(ask)
    # Only now, so that a service that is down or refuses the key is asked once.
    completions, infill = await asyncio.gather(
        _fill_gaps(ask, "completions"), _fill_gaps(ask, "infill")
    )
    if lacks_chat is not None and not completions.answers and not infill.fim:
        raise lacks_chat
    fim_route: FimRoute = "infill" if infill.fim and not completions.fim else "completions"
    raw = infill if fim_route == "infill" else completions
    wire = _ghost_wire(local=endpoint.local, fim=raw.fim, chat=lacks_chat is None)
    return Capabilities(
        ghost_wire=wire,
        fim_route=fim_route,
        chat=lacks_chat is None,
        completions=completions.answers,
        infill=infill.answers,
        fim=raw.fim,
        system_role=None if lacks_chat else not quirks.folds_system(endpoint),
        stop=not quirks.refuses(endpoint, "stop"),
        logprobs=greeted.logprobs if wire == "chat" else raw.logprobs,
    )


def _ghost_wire(*, local: bool, fim: bool, chat: bool) -> GhostWire:
    if fim:
        return "fim"
    # A local model without FIM is too small to keep to the rules of a chat prompt.
    return "chat" if chat and not local else "plain"


async def _greet(ask: Ask) -> tuple[_Reply, ModelError | None]:
    """What the chat route says, and the error if there seems to be no such route."""
    try:
        try:
            return await _heard(ask, _GREETING, _WITH_ALL), None
        except RejectedError:
            # Some services refuse a parameter without naming it.
            return await _heard(ask, _GREETING, _BARE), None
    except (UnknownModelError, RejectedError) as error:
        return _Reply("", None), error


async def _fill_gaps(ask: Ask, route: FimRoute) -> _Route:
    found = _Route(answers=False)
    try:
        for prompt, middle in _GAPS:
            heard = await _heard(ask, prompt, _MIDDLE, route)
            found = _Route(True, is_middle(heard.text, middle), heard.logprobs)
            if not found.fim:
                break
    except OverloadedError:
        raise
    except ModelError:
        # The service lives, since it was asked before; it is this route that fails.
        return _Route(found.answers)
    return found


def is_middle(text: str, word: str) -> bool:
    """Whether a model that was to write `word` did; it may go on, but not with FIM tokens.

    The tokens that end a middle are no fault: a service that takes no stop strings shows them.
    """
    for end in FIM_STOPS:
        text = text.partition(end)[0]
    return bool(re.match(rf"{word}\b", text)) and "<|fim" not in text


async def _heard(
    ask: Ask, prompt: Prompt, sampling: Sampling, fim: FimRoute = "completions"
) -> _Reply:
    text, logprobs = "", None
    async with ask(prompt, sampling, deadline=PROBE_TIMEOUT, fim=fim) as answer:
        async for piece in answer:
            text += piece.text
            logprobs = bool(logprobs) or piece.logprob is not None
            if len(text) > _ENOUGH:
                break
    return _Reply(text, logprobs)


def _failed(asking: asyncio.Task[Capabilities]) -> bool:
    """Whether there will be no answer; asyncio complains of errors that nobody has looked at."""
    return asking.done() and (asking.cancelled() or asking.exception() is not None)
