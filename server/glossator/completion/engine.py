"""The way of one request for ghost text: memory, then the open stream, then the model.

Answers come out of the memory alone. A stream is read in the background; whatever it has completed
is put into the memory, and the requests that wait are woken to look there again. So a keystroke
that agrees with the stream costs nothing, and a request that is cancelled takes nothing away from
the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from glossator.completion.cache import SuggestionCache
from glossator.completion.circuit_breaker import CircuitBreaker
from glossator.completion.cursor import Cursor
from glossator.completion.debounce import Debounce
from glossator.completion.feedback import Feedback
from glossator.completion.insertion import fit
from glossator.completion.prompt import chat, fim, plain
from glossator.completion.prompt.window import mark_at, window_at
from glossator.completion.segments import after
from glossator.completion.stop import StopRule, stop_rule_at
from glossator.completion.stream import OpenStream
from glossator.completion.triggers import is_useful, penalty
from glossator.context.buffer import Buffer
from glossator.errors import ModelError, TimedOutError
from glossator.models.gateway import Gateway
from glossator.models.probe import Capabilities
from glossator.models.requests import Work
from glossator.settings import Settings

WIRES = {"chat": chat, "fim": fim, "plain": plain}
VARIANT_TEMPERATURE = 0.8
INVOKED_FACTOR = 4
"""How many times longer than a user who types one waits who asks."""
BRIEF = 0.6
"""Of the tokens of a line and what follows it, where the last suggestion was departed from."""
ACCEPTS_OFTEN = 0.3
"""From here on the next suggestion is asked for before this one is accepted."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` replaces `replace_right` code points right of the cursor; `identity` names it."""

    identity: int
    text: str
    replace_right: int


class Engine:
    """Ghost text for one client. One stream at a time: a user has one cursor.

    `on_grown` hears the document whose suggestion has become longer than what was answered, which
    may have been nothing; without it a block is answered when it is whole. `neighbours` knows name
    and text of what else it may see beside a document, what changes least first; it is asked only
    when a model is.
    """

    def __init__(
        self,
        gateway: Gateway,
        settings: Settings,
        on_grown: Callable[[str], None] | None = None,
        neighbours: Callable[[str], tuple[tuple[str, str], ...]] = lambda _: (),
    ) -> None:
        self._on_grown = on_grown
        self._neighbours = neighbours
        self._gateway = gateway
        self._settings = settings
        self._cache = SuggestionCache()
        self._debounce = Debounce()
        self._feedback = Feedback(self._debounce)
        self._windows: dict[str, str] = {}
        self._stream: OpenStream | None = None
        self._ahead: asyncio.Task[None] | None = None
        self._seen_any = False
        self._turn = 0
        self._newer = asyncio.Event()
        self._last = ("", Cursor("", ""))
        self.circuit = CircuitBreaker()

    async def suggest(
        self,
        buffer: Buffer,
        offset: int,
        *,
        invoked: bool = False,
        most: int = 1,
        typed: int = 0,
        supposed: bool = False,
    ) -> list[Suggestion]:
        """At most `most` suggestions at an offset, best first; none when a newer request has come.

        `invoked` says that the user asked for them instead of merely typing; `typed` how many
        characters before the offset were typed in one go; `supposed` that the text is not what was
        typed, but what it would be: no reason to hang up on a stream for what was.

        Raises:
            ModelError: when the service failed on this request.
        """
        self._turn += 1
        self._newer.set()
        self._newer = asyncio.Event()
        if self._stream is not None and not supposed:
            self._stream.owes = False
        uri, text = buffer.uri, buffer.text
        cursor = Cursor(text[:offset], text[offset:], buffer.language, buffer.name)
        self._debounce.key(_now())
        if not supposed:
            self._feedback.judge(uri, cursor)
        if not invoked and not is_useful(cursor, typed):
            return []
        wait = self._wait(uri, cursor)
        turn = self._turn
        try:
            texts = await self._texts(uri, cursor, invoked, 0.0 if invoked else wait, supposed)
        except asyncio.CancelledError:
            self._note_impatience(turn)
            raise
        if not texts:
            return []
        if len(texts) < most:
            texts = await self._with_others(uri, cursor, texts, most)
        self._look_ahead(uri, cursor, texts[0])
        # The first is noted last: it is the one that stands on the screen.
        return [self._suggestion(uri, cursor, text) for text in texts[most - 1 :: -1]][::-1]

    def changed(self, buffer: Buffer, offset: int) -> None:
        """The buffer has changed up to `offset`: hang up on a stream that this departs from."""
        stream = self._stream
        if stream is not None and not stream.ended and stream.uri == buffer.uri:
            text = buffer.text
            cursor = Cursor(text[:offset], text[offset:], buffer.language, buffer.name)
            if not stream.serves(buffer.uri, cursor) and not self._leads_to(stream, cursor):
                self._turn += 1  # who waits for it asks about a text that is no more
                stream.close()

    def is_reading(self, uri: str) -> bool:
        """Whether a stream is open for this document."""
        return self._stream is not None and not self._stream.ended and self._stream.uri == uri

    def accepted(self, identity: object) -> None:
        """The user accepted a suggestion."""
        self._feedback.accept(identity)

    def forget(self, uri: str) -> None:
        """The document was closed."""
        self._drop_ask_ahead()
        self._cache.forget(uri)
        self._windows.pop(uri, None)
        if self._stream is not None and self._stream.uri == uri:
            self._drop_stream()

    async def close(self) -> None:
        """Hang up whatever is open."""
        self._drop_ask_ahead()
        if self._stream is not None:
            await self._stream.closed()

    async def _texts(
        self, uri: str, cursor: Cursor, invoked: bool, wait: float, supposed: bool
    ) -> list[str]:
        turn, until = self._turn, _now() + self._deadline(invoked)
        while turn == self._turn:
            known = self._recall(uri, cursor)
            if known:
                return known
            stream = self._stream
            if stream is not None and stream.serves(uri, cursor):
                if stream.ended:
                    self._learn_from(stream)
                    return []
                if begun := stream.begun_at(cursor):
                    return [begun]
                if not invoked and stream.has_had_time() and stream.keep_whole_lines():
                    continue
                if not await _within(until - _now(), stream.news()):
                    stream.out_of_time()
                    return self._recall(uri, cursor)
            elif (supposed and self.is_reading(uri)) or self._rests(invoked):
                return []
            elif wait:
                if self._stream is not None:
                    self._stream.close()
                await _within(wait, self._newer.wait())
                wait = 0.0
            elif not invoked and self._cache.is_complete(uri, cursor.prefix, cursor.suffix):
                return []
            else:
                self._count_stream_in_vain()
                await self._open(uri, cursor)
        return []

    def _rests(self, invoked: bool) -> bool:
        """Whether the service gets no request now, unless the user asks for one."""
        return not invoked and self.circuit.rests(_now())

    def _note_impatience(self, turn: int) -> None:
        """The client has given up a request though the user has done nothing since.

        So does VS Code after 750 ms (1.139, `offWhenInlineCompletions`), to open its own menu.
        """
        if turn == self._turn and self._stream is not None:
            self._stream.owes = True

    def _recall(self, uri: str, cursor: Cursor) -> list[str]:
        """What the memory has for this cursor, without what was departed from too often."""
        known = self._cache.get(uri, cursor.prefix, cursor.suffix)
        return [
            text
            for text in known
            if text.strip() and not self._feedback.unwanted(uri, cursor, text)
        ]

    def _wait(self, uri: str, cursor: Cursor) -> float:
        """Seconds that a new stream has to wait."""
        (last_uri, last), self._last = self._last, (uri, cursor)
        deleting = last_uri == uri and last.prefix.startswith(cursor.prefix)
        if not deleting and not cursor.line_before.startswith(last.line_before):
            self._debounce.moved_on()
        return self._debounce.wait(deleting=deleting, penalty=penalty(cursor))

    async def _open(self, uri: str, cursor: Cursor) -> None:
        """Open the stream for this cursor."""
        self._drop_stream()
        turn = self._turn
        try:
            service = await self._gateway.capabilities(Work.CODE)
        except ModelError as error:
            self.circuit.failed(error, _now())
            raise
        if turn == self._turn:
            self._stream = self._ask(self._cache, uri, cursor, service, self._on_grown)

    def _ask(
        self,
        cache: SuggestionCache,
        uri: str,
        cursor: Cursor,
        service: Capabilities,
        on_grown: Callable[[str], None] | None = None,
        variant: int | None = None,
    ) -> OpenStream:
        """A stream for this cursor; the only place where ghost text asks a model."""
        stop_rule = stop_rule_at(cursor)
        wire = WIRES[service.ghost_wire]
        begins = window_at(cursor.prefix, wire.PREFIX_CHARACTERS, self._windows.get(uri, ""))
        self._windows[uri] = mark_at(cursor.prefix, begins)
        prompt, sampling = wire.request(cursor, stop_rule, begins, self._neighbours(uri))
        sampling = replace(sampling, logprobs=True)
        if stop_rule is StopRule.LINE and self._debounce.in_a_row and not self._accepts_often():
            sampling = replace(sampling, max_tokens=int(BRIEF * sampling.max_tokens))
        if variant is not None:
            sampling = replace(sampling, temperature=VARIANT_TEMPERATURE, seed=variant)
        answer = self._gateway.stream(
            Work.CODE,
            prompt,
            sampling,
            deadline=self._deadline(invoked=True),
            fim=service.fim_route,
        )
        is_chat = service.ghost_wire == "chat"
        return OpenStream(cache, uri, cursor, answer, chat=is_chat, on_grown=on_grown)

    async def _with_others(
        self, uri: str, cursor: Cursor, texts: list[str], most: int
    ) -> list[str]:
        """The texts and what the model says when it is asked to vary, without doubles."""
        service = await self._gateway.capabilities(Work.CODE)
        if service.ghost_wire == "plain":  # a small local model: one answer is work enough
            return texts
        missing = range(len(texts), most)
        memories = [SuggestionCache() for _ in missing]
        streams = [
            self._ask(cache, uri, cursor, service, variant=number)
            for number, cache in zip(missing, memories, strict=True)
        ]
        try:
            async with asyncio.timeout(self._settings.completion_deadline):
                for stream in streams:
                    while not stream.ended:
                        await stream.news()
        except TimeoutError:
            pass  # what has come by then is there
        finally:
            for stream in streams:
                stream.close()
        found = [cache.get(uri, cursor.prefix, cursor.suffix)[:1] for cache in memories]
        return list(dict.fromkeys([*texts, *(text for [text] in filter(None, found))]))

    def _look_ahead(self, uri: str, cursor: Cursor, text: str) -> None:
        """Ask for what comes after this suggestion, where suggestions are mostly accepted."""
        self._drop_ask_ahead()
        if self._accepts_often():
            self._ahead = asyncio.create_task(self._ask_ahead(uri, after(cursor, text)))

    def _accepts_often(self) -> bool:
        return self._debounce.accepts >= ACCEPTS_OFTEN

    def _drop_ask_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead.cancel()
        self._ahead = None

    async def _ask_ahead(self, uri: str, then: Cursor) -> None:
        """Ask as if the suggestion were accepted, unless the open stream has what comes next."""
        turn, stream = self._turn, self._stream
        while stream is not None and not stream.ended:
            await stream.news()
        asked = stream is not None and stream.serves(uri, then)
        said_all = asked or self._cache.is_complete(uri, then.prefix, then.suffix)
        if turn == self._turn and not said_all and not self._recall(uri, then):
            with suppress(ModelError):  # nobody waits for it; a request for it will be told
                await self._open(uri, then)

    def _leads_to(self, stream: OpenStream, cursor: Cursor) -> bool:
        """Whether the stream was asked as if what is suggested at this cursor were accepted."""
        known = self._recall(stream.uri, cursor)
        return bool(known) and stream.serves(stream.uri, after(cursor, known[0]))

    def _count_stream_in_vain(self) -> None:
        """A stream that nobody saw anything of was as wrong as one that was departed from."""
        if self._stream is not None and not self._seen_any:
            self._debounce.rejected()
        self._seen_any = False

    def _drop_stream(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._stream = None

    def _learn_from(self, stream: OpenStream) -> None:
        """Raise what a stream failed with, once."""
        if stream.first_piece_after is not None:
            self._debounce.answered(stream.first_piece_after)
        is_slow = isinstance(stream.error, TimedOutError) and stream.first_piece_after is not None
        if stream.error is None or is_slow:
            self.circuit.worked()
        else:
            self.circuit.failed(stream.error, _now())
        if stream.error is not None:
            self._drop_stream()
            raise stream.error

    def _deadline(self, invoked: bool) -> float:
        """Seconds; a user who asks waits longer than one who types."""
        return self._settings.completion_deadline * (INVOKED_FACTOR if invoked else 1)

    def _suggestion(self, uri: str, cursor: Cursor, text: str) -> Suggestion:
        insertion = fit(text, cursor)
        identity = self._feedback.show(uri, cursor, text)
        self._seen_any = True
        if self._stream is not None and self._stream.first_piece_after is not None:
            self.circuit.worked()
        return Suggestion(identity, insertion.text, insertion.replace_right)


async def _within(seconds: float, waiting: Awaitable[object]) -> bool:
    """Wait at most so long; whether it came."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):  # wait_for may swallow a cancel before 3.12
            await waiting
    except TimeoutError:
        return False
    return True


def _now() -> float:
    return asyncio.get_running_loop().time()
