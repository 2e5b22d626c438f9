"""How a request for ghost text is answered: from the cache, the open stream, or a new stream.

Answers come out of the cache alone. A stream is read in a task of its own; each part that it
completes is put into the cache, and the requests that wait are woken to look there again. So a
keystroke that agrees with the stream costs nothing, and a request that is cancelled takes nothing
away from the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from glossator.completion.cache import SuggestionCache
from glossator.completion.circuit_breaker import CircuitBreaker
from glossator.completion.cursor import Cursor
from glossator.completion.debounce import Debounce
from glossator.completion.feedback import Feedback
from glossator.completion.insertion import insertion_of
from glossator.completion.outcome import Outcome, rests
from glossator.completion.prompt import chat, fim, plain
from glossator.completion.prompt.size import Size
from glossator.completion.prompt.window import mark_at, window_at
from glossator.completion.request import INVOKED_FACTOR, Suggestion, SuggestionRequest
from glossator.completion.segments import cursor_after
from glossator.completion.stop import StopRule, stop_rule_at
from glossator.completion.stream import OpenStream
from glossator.completion.triggers import is_useful, penalty
from glossator.errors import ModelError, OnlyThoughtsError, TimedOutError
from glossator.models.gateway import Gateway
from glossator.models.probe import Capabilities
from glossator.models.requests import Prompt, Sampling, Work, rewritten
from glossator.settings import Settings
from glossator.tasks import end, unless, within
from glossator.text.lines import with_line_feeds

WIRES = {"chat": chat, "fim": fim, "plain": plain}
THINKS = (
    "The code model thinks before each answer, which is too slow for ghost text; choose another "
    "codeModel to have it. What you ask for still works."
)
VARIANT_TEMPERATURE = 0.8
SHORT_LINE = 0.6
"""Share of a line's token limit that is asked for while a document's last one was rejected."""
ACCEPTS_OFTEN = 0.3
"""Rate of accepted suggestions from which on the next one is asked for ahead."""


class Engine:
    """Ghost text for one client. One stream at a time: a user has one cursor.

    `on_grown(uri)` is called when more text is cached than the client was given. Without it, a
    block is answered when whole, or after BLOCK_TIMEOUT with its whole lines.
    `related_files` gives name and text of the other files that may be shown at a cursor, within a
    size, those that change least first; it is called only when a model is asked, with the offset
    from which on the prompt shows the file.
    """

    def __init__(
        self,
        gateway: Gateway,
        settings: Settings,
        on_grown: Callable[[str], None] | None = None,
        related_files: Callable[[Cursor, Size, int], tuple[tuple[str, str], ...]] = lambda *_: (),
    ) -> None:
        self._on_grown = on_grown
        self._related_files = related_files
        self._gateway = gateway
        self._settings = settings
        self._cache = SuggestionCache()
        self._debounce = Debounce()
        self._feedback = Feedback(self._debounce)
        self._window_marks: dict[str, str] = {}
        self._stream: OpenStream | None = None
        self._asking_ahead: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._any_shown = False
        """Whether a suggestion went out since the open stream was opened."""
        self._newest: SuggestionRequest | None = None
        self._newer_came = asyncio.Event()
        self._last_cursor = Cursor("", "")
        self.circuit_breaker = CircuitBreaker()
        self.outcome = ""
        """What became of the last request, in a sentence."""
        gateway.queues.on_user_request = self._drop_stream

    async def suggest(self, request: SuggestionRequest) -> list[Suggestion]:
        """The suggestions for a request, best first; none when a newer request has come.

        Raises:
            ModelError: when the service failed on this request.
        """
        self._begin(request)
        if not request.invoked and not is_useful(request.cursor, request.typed):
            self.outcome = Outcome.WORD
            return []
        delay = self._follow(request.cursor)
        try:
            texts = await self._obtain(request, 0.0 if request.invoked else delay)
        except asyncio.CancelledError:
            self._notify_after_cancel(request)
            raise
        if not texts:
            return []
        if len(texts) < request.limit and request is self._newest:
            texts = await self._add_variants(request, texts)
        self._begin_asking_ahead(request, texts[0])
        return self._show(request, texts[: request.limit])

    def close_rejected_stream(self, cursor: Cursor) -> None:
        """Close the open stream if a change of the document, up to the cursor, rejects its text."""
        stream = self._stream
        if stream is None or stream.ended or stream.uri != cursor.uri:
            return
        if not stream.serves(cursor) and not self._is_asked_ahead(stream, cursor):
            self._newest = None  # the request that waits for it is about a text that is no more
            stream.close()

    def is_reading(self, uri: str) -> bool:
        """Whether a stream is open for this document."""
        return self._stream is not None and not self._stream.ended and self._stream.uri == uri

    def note_accepted(self, identity: object) -> None:
        """Learn that the user accepted the suggestion of this identity."""
        if kept := self._feedback.note_accepted(identity):
            self._gateway.accounts.note_kept(kept)

    def forget(self, uri: str) -> None:
        """Drop all that is kept of a document, and what waits for it; it was closed."""
        if self._newest is not None and self._newest.cursor.uri == uri:
            self._newest = None
            self._newer_came.set()
        self._stop_asking_ahead()
        self._cache.forget(uri)
        self._feedback.forget(uri)
        self._window_marks.pop(uri, None)
        if self._stream is not None and self._stream.uri == uri:
            self._drop_stream()

    async def close(self) -> None:
        """Close all streams, and wait until their connections are gone."""
        self._stop_asking_ahead()
        if self._stream is not None:
            self._stream.close()
        await end(*self._tasks)

    # A request's way, in the order in which it is gone.

    def _begin(self, request: SuggestionRequest) -> None:
        """Take over from the request before, and learn from where the cursor is now."""
        self._newest = request
        self._newer_came.set()
        self._newer_came = asyncio.Event()
        self._debounce.note_key(_now())
        if not request.hypothetical:
            if self._stream is not None:
                self._stream.notifies_next = False
            self._feedback.judge(request.cursor)

    def _follow(self, cursor: Cursor) -> float:
        """Follow the cursor to where it is now; returns the debounce delay there, in seconds."""
        last, self._last_cursor = self._last_cursor, cursor
        deleting = last.uri == cursor.uri and last.prefix.startswith(cursor.prefix)
        if not deleting and not cursor.line_before.startswith(last.line_before):
            self._debounce.note_new_line()
        self.outcome = Outcome.DELETING if deleting else Outcome.PAUSE
        return self._debounce.delay(deleting=deleting, penalty=penalty(cursor))

    async def _obtain(self, request: SuggestionRequest, delay: float) -> list[str]:
        """The texts for a request; opens a stream after `delay` seconds where it needs one."""
        cursor, found, is_new = request.cursor, Outcome.CACHED, not request.invoked
        while request is self._newest:
            if cached := self._cached(cursor, request):
                self.outcome = found
                return cached
            stream = self._stream
            if stream is not None and stream.serves(cursor) and (is_new or not stream.is_spent):
                if stream.ended:
                    self.outcome = Outcome.EMPTY
                    self._learn_or_raise(stream)
                    return []
                if lines := stream.answer_so_far(cursor):
                    self.outcome = found
                    return [lines]
                self.outcome, found, is_new = Outcome.READING, Outcome.ANSWERED, True
                if not await self._wait_for_text(stream, request):
                    self.outcome = Outcome.LATE
                    return self._cached(cursor, request)
            elif not self._may_ask(request):
                self.outcome = rests(self.circuit_breaker.rest_left(_now()))
                return []
            elif delay:
                if self._stream is not None:
                    self._stream.close()
                await within(delay, self._newer_came.wait())
                delay = 0.0
            elif not request.invoked and self._cache.is_complete(cursor):
                self.outcome = Outcome.USED
                return []
            else:
                self._count_stream_in_vain()
                await self._open_stream(request, cursor)
                if self._stream is None:
                    self.outcome = Outcome.GIVES_WAY
                    return []
                is_new = True
        return []

    def _cached(self, cursor: Cursor, request: SuggestionRequest | None = None) -> list[str]:
        """The cached texts for a cursor, without those that were rejected too often.

        Nothing is withheld from an invoked request: the user asks for it.
        """
        is_invoked = request is not None and request.invoked
        known = (text for text in self._cache.get(cursor) if text.strip())
        return [it for it in known if is_invoked or not self._feedback.is_unwanted(cursor, it)]

    async def _wait_for_text(self, stream: OpenStream, request: SuggestionRequest) -> bool:
        """Wait until the cache may have more for a request; False if its deadline comes first."""
        if not request.invoked and stream.is_block_overdue() and stream.cache_whole_lines():
            return True
        if await within(request.deadline - _now(), stream.wait_for_news()):
            return True
        stream.give_up_waiting()
        return False

    def _may_ask(self, request: SuggestionRequest) -> bool:
        """Whether a stream may be opened for a request now."""
        if request.hypothetical and self.is_reading(request.cursor.uri):
            return False
        return request.invoked or not self.circuit_breaker.is_resting(_now())

    def _notify_after_cancel(self, request: SuggestionRequest) -> None:
        """Have the client notified of the next text, where it cancels the newest request.

        The user has done nothing since, so no key will ask again. VS Code cancels so after 750 ms
        (1.139, `offWhenInlineCompletions`), to open its own menu.
        """
        if request is self._newest and self._stream is not None:
            self._stream.notifies_next = True

    def _show(self, request: SuggestionRequest, texts: list[str]) -> list[Suggestion]:
        """Make texts suggestions, and note that they go out.

        Who types along sees as much of a line as is likely to be right. Who asks for it, or takes
        what is suggested by a key, gets all of it.
        """
        cursor, whole = request.cursor, texts[0]
        if not request.invoked and not self._accepts_often():
            texts = [self._feedback.shortened(cursor, text) for text in texts]
        self._any_shown = True
        if self._stream is not None and self._stream.first_piece_after is not None:
            self.circuit_breaker.note_success()
        self._gateway.accounts.note_shown()
        identities = self._feedback.note_shown(cursor, texts, whole)
        insertions = [insertion_of(text, cursor) for text in texts]
        pairs = zip(identities, insertions, strict=True)
        return [Suggestion(identity, each.text, each.replace_right) for identity, each in pairs]

    # Asking the model.

    async def _open_stream(self, request: SuggestionRequest, cursor: Cursor) -> None:
        """Open the stream for a cursor, which is the request's or comes after its suggestion."""
        self._drop_stream()
        try:
            knowing = self._gateway.capabilities(Work.CODE)
            service = await unless(self._newer_came, knowing)  # the first time that takes a while
            if service is None:
                return
            if service.ghost_wire == "none":
                raise OnlyThoughtsError(THINKS)
        except ModelError as error:
            self.circuit_breaker.note_failure(error, _now())
            raise
        if request is self._newest and not await self._gateway.yields_ghost_text():
            self._stream = self._ask(cursor, service)

    def _ask(self, cursor: Cursor, service: Capabilities, seed: int | None = None) -> OpenStream:
        """Ask the model; a `seed` makes the answer a variant with a cache of its own."""
        prompt, sampling = self._make_prompt(cursor, service)
        if seed is not None:
            sampling = replace(sampling, temperature=VARIANT_TEMPERATURE, seed=seed)
        answer = self._gateway.stream(
            Work.CODE,
            prompt,
            sampling,
            deadline=INVOKED_FACTOR * self._settings.completion_deadline,
            fim=service.fim_route,
            for_ghost_text=True,
        )
        is_main, is_chat = seed is None, service.ghost_wire == "chat"
        cache = self._cache if is_main else SuggestionCache()
        on_grown = self._on_grown if is_main else None
        stream = OpenStream(cache, cursor, answer, chat=is_chat, on_grown=on_grown)
        self._keep(stream.reading)
        return stream

    def _make_prompt(self, cursor: Cursor, service: Capabilities) -> tuple[Prompt, Sampling]:
        """The prompt at a cursor, in the document's window, which moves along if it has to."""
        stop_rule, wire = stop_rule_at(cursor), WIRES[service.ghost_wire]
        self._debounce.reads_on = service.frees_slot is False
        size = wire.SIZE.within(service.context, service.density, slow=self._debounce.is_slow)
        begins = window_at(cursor.prefix, size.prefix, self._window_marks.get(cursor.uri, ""))
        self._window_marks[cursor.uri] = mark_at(cursor.prefix, begins)
        related = self._related_files(cursor, size, begins)
        prompt, sampling = wire.request(cursor, stop_rule, begins, related)
        prompt = rewritten(prompt, with_line_feeds)  # models have seen little code with CR LF
        was_rejected = self._debounce.rejected_in_a_row and not self._accepts_often()
        was_rejected = was_rejected and self._feedback.was_rejected_in(cursor.uri)
        if stop_rule is StopRule.LINE and was_rejected:
            sampling = replace(sampling, max_tokens=int(SHORT_LINE * sampling.max_tokens))
        return prompt, replace(sampling, logprobs=True)

    async def _add_variants(self, request: SuggestionRequest, texts: list[str]) -> list[str]:
        """The texts and those of answers sampled with other seeds, without doubles."""
        service = await self._gateway.capabilities(Work.CODE)
        if service.ghost_wire == "plain":  # a small local model: one answer is work enough
            return texts
        seeds = range(len(texts), request.limit)
        streams = [self._ask(request.cursor, service, seed) for seed in seeds]
        try:
            async with asyncio.timeout(self._settings.completion_deadline):
                for stream in streams:
                    while not stream.ended:
                        await stream.wait_for_news()
        except TimeoutError:
            pass  # what has come by then is there
        finally:
            for stream in streams:
                stream.close()
        variants = [text for each in streams for text in each.cache.get(request.cursor)[:1]]
        return list(dict.fromkeys([*texts, *variants]))

    def _begin_asking_ahead(self, request: SuggestionRequest, text: str) -> None:
        """Ask for what comes after this suggestion, where suggestions are mostly accepted."""
        self._stop_asking_ahead()
        if self._accepts_often():
            after = cursor_after(request.cursor, text)
            self._asking_ahead = asyncio.create_task(self._ask_ahead(request, after))
            self._keep(self._asking_ahead)

    def _keep(self, task: asyncio.Task[None]) -> None:
        """Keep a task until it has ended, also one that is cancelled and still hangs up."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _stop_asking_ahead(self) -> None:
        if self._asking_ahead is not None:
            self._asking_ahead.cancel()
        self._asking_ahead = None

    async def _ask_ahead(self, request: SuggestionRequest, cursor: Cursor) -> None:
        """Ask at a cursor after the suggestion, unless the open stream has the text there."""
        stream = self._stream
        while stream is not None and not stream.ended:
            await stream.wait_for_news()
        is_served = stream is not None and stream.serves(cursor)
        if is_served or self._cache.is_complete(cursor) or self._cached(cursor):
            return
        if request is self._newest:
            with suppress(ModelError):  # nobody waits for it; the next request raises it again
                await self._open_stream(request, cursor)

    def _is_asked_ahead(self, stream: OpenStream, cursor: Cursor) -> bool:
        """Whether the stream was asked for ahead, after what is suggested at this cursor."""
        known = self._cached(cursor)
        return bool(known) and stream.serves(cursor_after(cursor, known[0]))

    def _accepts_often(self) -> bool:
        return self._debounce.accept_rate >= ACCEPTS_OFTEN

    # The end of a stream.

    def _count_stream_in_vain(self) -> None:
        """Count a stream of which nothing was shown like a rejected suggestion."""
        if self._stream is not None and not self._any_shown:
            self._debounce.note_rejected()
        self._any_shown = False

    def _drop_stream(self) -> None:
        if self._stream is not None:
            self._debounce.note_silence(self._stream.unanswered_for)
            self._stream.close()
        self._stream = None

    def _learn_or_raise(self, stream: OpenStream) -> None:
        """Learn from a stream that has ended; raise what it failed with.

        Raises:
            ModelError: what the stream failed with, once.
        """
        if stream.first_piece_after is not None:
            self._debounce.note_latency(stream.first_piece_after)
        is_slow = isinstance(stream.error, TimedOutError) and stream.first_piece_after is not None
        if stream.error is None or is_slow:
            self.circuit_breaker.note_success()
        else:
            self.circuit_breaker.note_failure(stream.error, _now())
        if stream.error is not None:
            self._drop_stream()
            raise stream.error


def _now() -> float:
    return asyncio.get_running_loop().time()
