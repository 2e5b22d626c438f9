"""The probe: finds out a model's capabilities by asking it, never by its name.

The requests are few and tiny and hold nothing of the user's: one for the chat route, then one or
two for each route that may fill in the middle. Whether a model knows fill-in-the-middle shows in
what it does: the right middle is one word, which stands after the gap and nowhere before it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from glossator.errors import (
    BrokenAnswerError,
    BudgetSpentError,
    ModelError,
    OnlyThoughtsError,
    OverloadedError,
    RejectedError,
    UnknownModelError,
    dropped,
)
from glossator.models.endpoints import Endpoint
from glossator.models.quirks import Quirks
from glossator.models.requests import Chat, Fim, Message, Prompt, Sampling
from glossator.models.service_memory import ServiceMemory
from glossator.models.stream import ModelStream
from glossator.models.wire.fim_tokens import FAMILIES, has_tokens, until_end
from glossator.models.wire.wire import FimRoute
from glossator.tasks import end

GhostWire = Literal["fim", "chat", "plain", "none"]

PROBE_TIMEOUT = 30.0
"""Seconds for each request but the first."""
LOADING_TIMEOUT = 300.0
"""Seconds for the first one, since a service may load the model for it: Ollama gives up loading
when the client hangs up."""

_ENOUGH = 100
"""Code points after which a model that ignores `max_tokens` is cut off."""

_GREETING = Chat(
    (
        Message("system", "You answer with one word."),
        Message("user", "What is the opposite of hot?"),
    )
)
_BARE = Sampling(max_tokens=8)
_WITH_ALL = Sampling(max_tokens=8, stop=FAMILIES["completions"].stops, logprobs=True)
_LONG = Sampling(max_tokens=400)
"""For an answer that may have begun inside a thought, to hear whether the thought ends."""
_MIDDLE = Sampling(max_tokens=12, logprobs=True)

_RULES = Chat(
    (
        Message(
            "system",
            "You complete code at the cursor in an editor. Write only what is missing at the "
            "cursor. Answer with code alone: no explanation, no Markdown.",
        ),
        Message(
            "user",
            "=== Last lines before the cursor ===\ndef mineral():\n\n=== The cursor's line; begin "
            "with `return` and add the rest of this line. ===\n    return ",
        ),
    )
)
_ECHO = re.compile(r"===|cursor|begin with|rest of this line", re.IGNORECASE)
_BRIEF = Sampling(max_tokens=24)

_TOKEN_ROUTES: tuple[FimRoute, ...] = (
    *("starcoder", "codellama", "deepseek", "codestral", "seed", "glm", "mellum", "santacoder"),
)
"""The families after Qwen's, those that are met most first."""
_LARGEST_GAP = 60
"""Tokens of a gap's prompt; a service that counts more has put it into a chat template."""

# Two, so that luck does not pass.
GAPS = (
    (Fim('mineral = "', '"\nassert mineral == "quartz"\n'), "quartz"),
    (Fim('def owner():\n    return "', '"\n\n\nassert owner() == "walrus"\n'), "walrus"),
)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one model at one service can be asked for.

    `ghost_wire` is the wire format for ghost text, `fim_route` the route of a Fim prompt where
    `fim` holds. `chat`, `completions` and `infill` say which routes answer, `system_role` whether
    chat takes that role (None without chat), `stop` whether four stop strings are taken, `logprobs`
    whether ghost text comes with probabilities (None where no text came to tell), `thinks` whether
    chat answers come after thoughts that could not be turned off: then chat is no ghost wire.
    `context` is the length in tokens that a prompt and its answer may have, None where nobody says,
    and `density` how many code points a token safely holds, None until answers have shown it.
    `frees_slot` and `parallel` are those of `service_memory.Known`.
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
    thinks: bool = False
    context: int | None = None
    density: float | None = None
    frees_slot: bool | None = None
    parallel: bool | None = None


FindContextLength = Callable[[Endpoint], Awaitable[int | None]]


class Ask(Protocol):
    """Opens the answer of one model at one service."""

    def __call__(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        deadline: float,
        fim: FimRoute,
        may_load: bool,
    ) -> ModelStream:
        """`deadline` is in seconds; `fim` is the route that a Fim prompt takes.

        `may_load` waits until the service has loaded the model.
        """
        ...


@dataclass(frozen=True, slots=True)
class Learnt:
    """What models and services were found to be like.

    It outlives a gateway: settings that change neither address, model nor key ask nothing anew.
    """

    capabilities: dict[Endpoint, Capabilities] = field(default_factory=dict)
    quirks: Quirks = field(default_factory=Quirks)


class Probes:
    """The capabilities of each model at each service: asked once, shared by all who wait."""

    def __init__(self, memory: ServiceMemory, learnt: Learnt) -> None:
        self._memory = memory
        self._learnt = learnt
        self._asking: dict[Endpoint, asyncio.Task[Capabilities]] = {}

    async def of(
        self, endpoint: Endpoint, ask: Ask, find_length: FindContextLength
    ) -> Capabilities:
        """The model's capabilities; a failure is raised as ModelError and not remembered.

        `find_length` asks for the length of the model's context, in tokens. A caller that is
        cancelled does not stop the probe for the others.
        """
        if known := self._learnt.capabilities.get(endpoint):
            return known
        asking = self._asking.get(endpoint)
        if asking is None or _failed(asking):
            asking = asyncio.create_task(self._ask(endpoint, ask, find_length))
            self._asking[endpoint] = asking
            asking.add_done_callback(_failed)
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            if asking.cancelled():
                raise dropped(endpoint.service) from None
            raise

    async def close(self) -> None:
        """Drop the questions that are not answered yet."""
        await end(*self._asking.values())

    async def _ask(
        self, endpoint: Endpoint, ask: Ask, find_length: FindContextLength
    ) -> Capabilities:
        found = await probe(endpoint, ask, self._learnt.quirks, self._memory, find_length)
        self._learnt.capabilities[endpoint] = found
        return found


@dataclass(frozen=True, slots=True)
class _Reply:
    """The answer to one request; `logprobs` is None where no text came to carry any.

    `cut` says that it ran into its limit, `prompt_tokens` is 0 where the service does not count.
    """

    text: str
    logprobs: bool | None
    cut: bool = False
    prompt_tokens: int = 0


@dataclass(frozen=True, slots=True)
class _Route:
    """Whether a route answers, and whether its model fills in the middle."""

    name: FimRoute
    answers: bool
    fim: bool = False
    logprobs: bool | None = None
    wrapped: bool = False


async def probe(
    endpoint: Endpoint,
    ask: Ask,
    quirks: Quirks,
    memory: ServiceMemory,
    find_length: FindContextLength,
) -> Capabilities:
    """The capabilities of a model, found by asking for a word by each route.

    Raises:
        ModelError: when no route answers.
    """
    quirks.offer_cache_key(endpoint)
    greeted, lacks_chat = await _greet(ask)
    if isinstance(lacks_chat, RejectedError):
        quirks.withdraw_cache_key(endpoint)
        greeted, lacks_chat = await _greet(ask)
    thinks = quirks.thinks(endpoint)
    # Only now, so that a service that is down or refuses the key is asked once.
    completions, infill, context = await asyncio.gather(
        _fill_gaps(ask, "completions"), _fill_gaps(ask, "infill"), find_length(endpoint)
    )
    known = False if endpoint.local else memory.get(endpoint).route
    raw = await _best_route(ask, completions, infill, known)
    memory.put_route(endpoint, raw.name if raw.fim else None)
    if lacks_chat is not None and not completions.answers and not raw.fim:
        raise lacks_chat
    wire = await _ghost_wire(ask, endpoint, raw, chat=lacks_chat is None, thinks=thinks)
    return Capabilities(
        ghost_wire=wire,
        fim_route=raw.name,
        chat=lacks_chat is None,
        completions=completions.answers,
        infill=infill.answers,
        fim=raw.fim,
        system_role=None if lacks_chat else not quirks.folds_system(endpoint),
        stop=not quirks.refuses(endpoint, "stop"),
        logprobs=greeted.logprobs if wire == "chat" else raw.logprobs,
        thinks=thinks,
        context=context,
    )


async def _ghost_wire(
    ask: Ask, endpoint: Endpoint, raw: _Route, *, chat: bool, thinks: bool
) -> GhostWire:
    if raw.fim:
        return "fim"
    if thinks:  # its thoughts would come before every suggestion
        return "none"
    # A local model without FIM is too small to keep to the rules of a chat prompt.
    small = endpoint.local or (chat and raw.answers and await _echoes(ask))
    return "chat" if chat and not small else "plain"


async def _echoes(ask: Ask) -> bool:
    """Whether a model is too small for a chat prompt with rules: it repeats them."""
    try:
        heard = await _heard(ask, _RULES, _BRIEF)
    except ModelError:
        return False
    return bool(_ECHO.search(heard.text))


async def _greet(ask: Ask) -> tuple[_Reply, ModelError | None]:
    """What the chat route says, and the error if there seems to be no such route."""
    try:
        try:
            greeted = await _heard(ask, _GREETING, _WITH_ALL, may_load=True)
        except RejectedError:
            # Some services refuse a parameter without naming it.
            greeted = await _heard(ask, _GREETING, _BARE)
        if greeted.cut and "cold" not in greeted.text.lower():
            try:
                longer = await _heard(ask, _GREETING, _LONG)
            except BrokenAnswerError:  # it ended a thought, and is known to think from now on
                longer = await _heard(ask, _GREETING, _LONG)
            greeted = replace(longer, logprobs=greeted.logprobs)
        return greeted, None
    except OnlyThoughtsError:
        return _Reply("", None), None
    except (UnknownModelError, RejectedError) as error:
        return _Reply("", None), error


async def _best_route(
    ask: Ask, qwen: _Route, infill: _Route, known: FimRoute | bool | None
) -> _Route:
    """The route on which the model fills in the middle; Qwen's where it does on none.

    `known` is the one that is remembered, False where it is that there is none.
    """
    if qwen.fim and not qwen.wrapped:
        return qwen
    if infill.fim:
        return infill
    if known is False:
        return qwen
    if isinstance(known, str) and known not in ("completions", "infill"):
        remembered = await _fill_gaps(ask, known)
        if remembered.fim:
            return remembered
    if not qwen.answers:
        mistral = await _fill_gaps(ask, "mistral")
        return mistral if mistral.fim else qwen
    suffix = await _fill_gaps(ask, "suffix")
    if suffix.fim or qwen.fim:
        return suffix if suffix.fim else qwen
    for name in _TOKEN_ROUTES:
        route = await _fill_gaps(ask, name)
        if route.fim:
            return route
    return qwen


async def _fill_gaps(ask: Ask, name: FimRoute) -> _Route:
    found = _Route(name, answers=False)
    try:
        for prompt, middle in GAPS:
            heard = await _heard(ask, prompt, _MIDDLE, name)
            if "<|file_separator|>" in heard.text and name == "completions":
                name = "codegemma"
            right = is_middle(heard.text, middle)
            if name in _TOKEN_ROUTES:
                # With the suffix first, any model can copy the word; only one that knows the tokens
                # ends after it.
                right = right and until_end(heard.text) == middle and not heard.cut
            wrapped = heard.prompt_tokens > _LARGEST_GAP
            found = _Route(name, True, right, heard.logprobs, wrapped)
            if not found.fim:
                break
    except (OverloadedError, BudgetSpentError):
        raise
    except ModelError:
        # The service lives, since it was asked before; it is this route that fails.
        return _Route(name, found.answers)
    return found


def is_middle(text: str, word: str) -> bool:
    """Whether a model that was to write `word` did; it may go on, but not with FIM tokens.

    The tokens that end a middle are no fault: a service that takes no stop strings shows them.
    """
    middle = until_end(text)
    return bool(re.match(rf"{word}\b", middle)) and not has_tokens(middle)


async def _heard(
    ask: Ask,
    prompt: Prompt,
    sampling: Sampling,
    fim: FimRoute = "completions",
    *,
    may_load: bool = False,
) -> _Reply:
    text, logprobs = "", None
    deadline = LOADING_TIMEOUT if may_load else PROBE_TIMEOUT
    async with ask(prompt, sampling, deadline=deadline, fim=fim, may_load=may_load) as answer:
        async for piece in answer:
            text += piece.text
            logprobs = bool(logprobs) or piece.logprob is not None
            if len(text) > _ENOUGH:
                break
    tokens = answer.usage.prompt_tokens if answer.usage else 0
    return _Reply(text, logprobs, answer.finish_reason == "length", tokens)


def _failed(asking: asyncio.Task[Capabilities]) -> bool:
    """Whether there will be no answer; asyncio complains of errors that nobody has looked at."""
    return asking.done() and (asking.cancelled() or asking.exception() is not None)
