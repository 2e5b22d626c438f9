"""The one way to a model: chooses the service for the work, asks it, streams its answer."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from glossator.errors import ModelError
from glossator.models.accounts import FINDING_OUT, GHOST_TEXT, Accounts
from glossator.models.context_length import ContextLengths
from glossator.models.credentials import Keys
from glossator.models.discover import look_up
from glossator.models.endpoints import (
    Endpoint,
    LocalSource,
    local_endpoint,
    service_endpoint,
    uses_local,
)
from glossator.models.probe import Capabilities, Learnt, Probes
from glossator.models.prompt_log import logged
from glossator.models.queueing import Queues, measure
from glossator.models.requests import Chat, Prompt, Sampling, Usage, Work, rewritten
from glossator.models.service_memory import ServiceMemory
from glossator.models.stream import ModelStream
from glossator.models.thoughts import ThoughtFilter
from glossator.models.wire.wire import Delta, FimRoute
from glossator.settings import Loaded

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.models.ledger import Ledger
    from glossator.models.quirks import Quirks
    from glossator.models.transport import Transport


class Gateway:
    """All requests of one set of settings; make another when the settings change.

    `local` is None where no local model is installed. `keys` remembers what key commands printed,
    `learnt` what services are like; give the same to the next gateway, so that no password manager
    and no service is asked twice. `on_answer` hears
    True when a model begins an answer and False when it ends. Every text of every prompt passes
    `conceal` before it is sent. `memory` is the file of `service_memory`. What is spent goes into
    `ledger`; `warn` hears when the budget is nearly spent, and when a service cuts prompts.
    """

    def __init__(
        self,
        loaded: Loaded,
        local: LocalSource | None = None,
        keys: Keys | None = None,
        on_answer: Callable[[bool], None] | None = None,
        conceal: Callable[[str], str] = str,
        memory: Path | None = None,
        ledger: Ledger | None = None,
        warn: Callable[[str], None] | None = None,
        learnt: Learnt | None = None,
    ) -> None:
        self._loaded = loaded
        self.local = local
        self._keys = keys or Keys()
        self._owns_keys = keys is None
        self._on_answer = on_answer or (lambda _begins: None)
        self._conceal = conceal
        self._warn = warn or (lambda _sentence: None)
        self.accounts = Accounts(loaded.settings, ledger, self._warn)
        learnt = learnt or Learnt()
        self._memory = ServiceMemory(memory)
        self._probes = Probes(self._memory, learnt)
        self._learnt = learnt
        self.contexts = ContextLengths(self._memory)
        self.queues = Queues(self._memory, self._measure_queue)
        self._opening: asyncio.Task[Transport] | None = None
        self.quirks = learnt.quirks

    @property
    def logs_prompts(self) -> bool:
        """Whether prompts and answers go into the log."""
        return self._loaded.settings.log_prompts

    async def endpoint(self, work: Work) -> Endpoint:
        """The endpoint for this work; starts the local model if that is to do it.

        Raises:
            ModelError: when there is none.
        """
        if uses_local(self._loaded):
            return await local_endpoint(self.local)
        return await service_endpoint(self._loaded.settings, work, self._keys)

    async def capabilities(self, work: Work) -> Capabilities:
        """What the model that does this work can be asked for; probed once for each model.

        Raises:
            ModelError: when it does not answer; the next call asks anew.
        """
        endpoint = await self.endpoint(work)
        ask = partial(self.stream, work, finds_out=True)
        found = await self._probes.of(endpoint, ask, self._find_length)
        if found.context is not None:
            self.contexts.note_stated(endpoint, found.context)
        return self.with_seen(endpoint, found)

    def with_seen(self, endpoint: Endpoint, found: Capabilities) -> Capabilities:
        """The capabilities with what answers have shown since of the context and the queue."""
        known = self._memory.get(endpoint)
        return replace(
            found,
            context=self.contexts.of(endpoint),
            density=self.contexts.density(endpoint),
            frees_slot=known.frees_slot,
            parallel=known.parallel,
        )

    async def yields_ghost_text(self) -> bool:
        """Whether ghost text waits, because what the user has asked for has its service's place."""
        return self.queues.is_taken(await self.endpoint(Work.CODE))

    def stream(
        self,
        work: Work,
        prompt: Prompt,
        sampling: Sampling,
        *,
        deadline: float,
        fim: FimRoute = "completions",
        may_load: bool = False,
        for_ghost_text: bool = False,
        finds_out: bool = False,
        kind: str = "",
    ) -> ModelStream:
        """An answer to enter and iterate; nothing is sent before.

        `deadline` is in seconds, in all. `fim` is the route that a Fim prompt takes at this
        service, as the probe found. `may_load` waits as long as a service may take to load the
        model, unless the user has set how long a service may be silent. `for_ghost_text` says that
        the user has not asked for it: it ends with the day's budget. `finds_out` says that
        this program asks, to find out what the service does. `kind` is what the ledger calls it,
        where that does not follow from the others.
        """
        sent = rewritten(prompt, self._conceal)
        known = FINDING_OUT if finds_out else GHOST_TEXT if for_ghost_text else work.value
        kind = kind or known
        request = _Request(self, work, sent, sampling, fim, for_ghost_text, finds_out, kind)
        stall = self._loaded.settings.stall_timeout
        if may_load and "stallTimeout" not in self._loaded.origins:
            stall = deadline
        return ModelStream(
            request,
            deadline=deadline,
            stall=stall,
            on_answer=self._on_answer,
            on_end=request.enter,
        )

    async def _measure_queue(self, endpoint: Endpoint) -> tuple[bool | None, bool | None]:
        """How the service of ghost text queues requests."""
        found = self._learnt.capabilities.get(endpoint)
        ask = partial(self.stream, Work.CODE, finds_out=True)
        return await measure(ask, chat=found is None or found.chat)

    def may_queue(self, endpoint: Endpoint) -> bool:
        """Whether what the user asks for may wait for other requests before it begins."""
        is_set = "stallTimeout" in self._loaded.origins
        return not is_set and self.queues.may_queue(endpoint)

    async def _find_length(self, endpoint: Endpoint) -> int | None:
        stated = await look_up(await self.transport(), endpoint)
        if stated.is_llama_cpp:
            self.quirks.note_llama_cpp(endpoint)
        return stated.context

    def note_usage(self, endpoint: Endpoint, prompt: Prompt, usage: Usage) -> None:
        """Learn from the tokens that a service has counted; a cut prompt is told."""
        if self.contexts.note_answer(endpoint, prompt, usage):
            self._warn(
                f"{endpoint.service} reads {usage.prompt_tokens:,} tokens of a longer prompt and "
                f"says nothing; prompts to {endpoint.model} are made shorter. A longer context at "
                "the server would help (OLLAMA_CONTEXT_LENGTH where it is Ollama)."
            )

    async def close(self, successor: Gateway | None = None) -> None:
        """Close every connection, and end the local model unless the successor uses it on."""
        if self._owns_keys:
            self._keys.close()
        await self.queues.close()
        await self._probes.close()
        self.accounts.close()
        if self._opening is not None:
            with suppress(ModelError):  # it was never opened
                await (await self._opening).close()
        if self.local is not None and (successor is None or successor.local is not self.local):
            await self.local.stop()

    async def transport(self) -> Transport:
        """The shared HTTP client; the SDK is loaded for it in a thread, when first asked for."""
        if self._opening is None:
            settings = self._loaded.settings
            loading = asyncio.to_thread(
                _load,
                settings.connect_timeout,
                settings.ca_file,
                settings.session_header,
                self.quirks,
            )
            self._opening = asyncio.create_task(loading)
        # A cancelled request must not cancel the loading for those that wait with it.
        return await asyncio.shield(self._opening)


class _Request:
    """One prompt for one kind of work; satisfies `stream.ModelRequest`."""

    def __init__(
        self,
        gateway: Gateway,
        work: Work,
        prompt: Prompt,
        sampling: Sampling,
        fim: FimRoute,
        for_ghost_text: bool,
        finds_out: bool,
        kind: str,
    ) -> None:
        self._finds_out = finds_out
        self._kind = kind
        self._gateway = gateway
        self._work = work
        self._prompt = prompt
        self._sampling = sampling
        self._fim = fim
        self._for_ghost_text = for_ghost_text
        self._sent = prompt

    async def endpoint(self) -> Endpoint:
        self._gateway.accounts.check(for_ghost_text=self._for_ghost_text)
        endpoint = await self._gateway.endpoint(self._work)
        self._transport = await self._gateway.transport()
        if not self._finds_out:
            self._gateway.queues.begin(endpoint, for_ghost_text=self._for_ghost_text)
        return endpoint

    def ask(self, endpoint: Endpoint) -> AsyncGenerator[Delta]:
        self._sent = self._gateway.contexts.fit(endpoint, self._prompt, self._sampling)
        self._call = self._gateway.quirks.call(endpoint, self._sent, self._sampling, self._fim)
        deltas = self._transport.ask(endpoint, self._call)
        return logged(self._call, deltas) if self._gateway.logs_prompts else deltas

    def enter(self, answer: ModelStream, given_up: bool) -> None:
        """Enter into the accounts what the answer has spent, and learn from it."""
        if answer.usage is not None:
            self._gateway.note_usage(answer.endpoint, self._sent, answer.usage)
        if not self._finds_out:
            self._gateway.queues.end(
                answer.endpoint, self._for_ghost_text, answer.first_piece_after, answer.seconds
            )
        self._gateway.accounts.enter(answer, self._prompt, self._kind, given_up=given_up)

    def learn(self, endpoint: Endpoint, error: ModelError) -> bool:
        contexts = self._gateway.contexts
        if contexts.learn(endpoint, error) and contexts.exceeds(
            endpoint, self._sent, self._sampling
        ):
            return True
        return self._gateway.quirks.learn(endpoint, self._prompt, self._call, error)

    def may_queue(self, endpoint: Endpoint) -> bool:
        return not self._for_ghost_text and self._gateway.may_queue(endpoint)

    def thoughts(self, endpoint: Endpoint) -> ThoughtFilter:
        return self._gateway.quirks.thoughts(endpoint, self._prompt, self._sampling)

    def heard(self, endpoint: Endpoint, thoughts: ThoughtFilter, *, cut: bool) -> None:
        if isinstance(self._prompt, Chat):
            self._gateway.quirks.heard(endpoint, thoughts, cut=cut)


def _load(connect_timeout: float, ca_file: str, session_header: str, quirks: Quirks) -> Transport:
    from glossator.models.transport import Transport

    _freeze()
    return Transport(
        connect_timeout, ca_file, session_header, quirks.session, quirks.note_llama_cpp
    )


@cache
def _freeze() -> None:
    # What was loaded stays; looking through it for garbage would cost some keystroke 60 ms.
    gc.freeze()
