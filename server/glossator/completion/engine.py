"""The way of one request for ghost text: memory, then the open stream, then the model.

Answers come out of the memory alone. A stream is read in the background; whatever it has completed
is put into the memory, piece by piece as a user would accept it, and the requests that wait are
woken to look there again. So a keystroke that agrees with the stream costs nothing, and a request
that is cancelled takes nothing away from the next one.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass

from glossator.completion.clean import StreamCleaner
from glossator.completion.cursor import Cursor
from glossator.completion.fit import fit
from glossator.completion.harvest import Harvest
from glossator.completion.memory import Memory, Remembered
from glossator.completion.patience import Patience
from glossator.completion.prompt import chat, plain
from glossator.completion.shape import shape_at
from glossator.completion.stream import OpenStream
from glossator.context.code import Buffer
from glossator.models.gateway import Gateway
from glossator.models.requests import Work
from glossator.settings import Settings

DEPARTURES = 2
"""A line that the user departed from so often is not offered again."""
AHEAD = 1
"""Parts that a stream may complete beyond the one that was asked for."""
INVOKED_FACTOR = 4
REST = (1.0, 30.0)
"""Seconds without a request after a failure, the first time and at most; doubled each time."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` replaces `replace_right` code points right of the cursor; `identity` names it."""

    identity: int
    text: str
    replace_right: int


@dataclass(slots=True)
class _Shown:
    identity: int
    uri: str
    line: str
    place: Remembered


class Engine:
    """Ghost text for one client. One stream at a time: a user has one cursor."""

    def __init__(self, gateway: Gateway, settings: Settings) -> None:
        self._gateway = gateway
        self._settings = settings
        self._memory = Memory()
        self._patience = Patience()
        self._stream: OpenStream | None = None
        self._harvest: Harvest | None = None
        self._turn = 0
        self._newer = asyncio.Event()
        self._shown: _Shown | None = None
        self._departures: Counter[tuple[str, str]] = Counter()
        self._identity = 0
        self._rest = 0.0
        self._rests_until = 0.0

    async def suggest(
        self, buffer: Buffer, offset: int, *, invoked: bool = False
    ) -> list[Suggestion]:
        """The suggestions at an offset, best first; empty when a newer request has come.

        Raises:
            ModelError: when the service failed on this request.
        """
        self._turn += 1
        turn = self._turn
        self._newer.set()
        self._newer = asyncio.Event()
        cursor = Cursor(buffer.text[:offset], buffer.text[offset:], buffer.language, buffer.name)
        self._patience.key(time.monotonic())
        self._judge(buffer.uri, cursor)
        if not invoked and not is_useful(cursor):
            return []
        texts = await self._texts(buffer.uri, cursor, turn, invoked)
        return [self._suggestion(buffer.uri, cursor, text) for text in texts[: 3 if invoked else 1]]

    def accepted(self, identity: object) -> None:
        """The user accepted a suggestion."""
        if self._shown is not None and self._shown.identity == identity:
            self._patience.followed()
            self._shown = None

    def forget(self, uri: str) -> None:
        """The document was closed."""
        self._memory.forget(uri)
        if self._stream is not None and self._stream.uri == uri:
            self._stream.close()

    async def close(self) -> None:
        """Hang up whatever is open."""
        if self._stream is not None:
            await self._stream.closed()

    async def _texts(self, uri: str, cursor: Cursor, turn: int, invoked: bool) -> list[str]:
        until = time.monotonic() + self._deadline(invoked)
        patient = not invoked
        while turn == self._turn:
            known = self._recall(uri, cursor)
            if known:
                return known
            stream = self._serving_stream(uri, cursor)
            if stream is not None and stream.ended:
                self._raise_error_of(stream)
                return []
            if stream is not None:
                if not await _within(until - time.monotonic(), stream.news()):
                    return self._lines_so_far(uri, cursor)
            elif not invoked and time.monotonic() < self._rests_until:
                return []
            elif patient and self._patience.wait() > 0:
                patient = False
                self._drop_stream()
                await _within(self._patience.wait(), self._newer.wait())
            else:
                self._drop_stream()
                await self._open(uri, cursor)
        return []

    def _deadline(self, invoked: bool) -> float:
        """Seconds; a user who asks waits longer than one who types."""
        return self._settings.completion_deadline * (INVOKED_FACTOR if invoked else 1)

    def _recall(self, uri: str, cursor: Cursor) -> list[str]:
        """What the memory has for this cursor, without what was departed from too often."""
        return [
            text
            for text in self._memory.recall(uri, cursor.prefix, cursor.suffix)
            if self._departures[uri, _line_of(cursor, text)] < DEPARTURES
        ]

    def _serving_stream(self, uri: str, cursor: Cursor) -> OpenStream | None:
        stream, harvest = self._stream, self._harvest
        if stream is None or harvest is None:
            return None
        promise = harvest.promise(stream.text)
        return stream if stream.serves(uri, cursor.prefix, cursor.suffix, promise) else None

    async def _open(self, uri: str, cursor: Cursor) -> None:
        """Open a stream for this cursor; the only place where ghost text asks a model."""
        turn = self._turn
        endpoint = await self._gateway.endpoint(Work.CODE)
        if turn != self._turn:
            return
        wire = plain if endpoint.local else chat
        prompt, sampling = wire.request(cursor, shape_at(cursor))
        deadline = self._deadline(invoked=True)
        answer = self._gateway.stream(Work.CODE, prompt, sampling, deadline=deadline)
        cleaner = StreamCleaner(cursor, chat=wire is chat)
        self._harvest = Harvest(self._memory, uri, cursor)
        self._stream = OpenStream(uri, cursor, answer, cleaner, self._enough)

    def _enough(self, stream: OpenStream) -> bool:
        """Put what has come into the memory; True when the stream need not go on."""
        if stream is not self._stream or self._harvest is None:
            return True
        self._harvest.take(stream.text, whole=stream.ended)
        if stream.first_piece_after is not None and stream.ended:
            self._patience.answered(stream.first_piece_after)
            self._rest = 0.0
        return self._harvest.over or self._harvest.parts > AHEAD

    def _lines_so_far(self, uri: str, cursor: Cursor) -> list[str]:
        if self._stream is not None and self._harvest is not None:
            self._harvest.take_whole_lines(self._stream.text)
        return self._recall(uri, cursor)

    def _drop_stream(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._stream = self._harvest = None

    def _raise_error_of(self, stream: OpenStream) -> None:
        if stream.error is None:
            return
        self._drop_stream()
        self._rest = min(max(2 * self._rest, REST[0]), REST[1])
        self._rests_until = time.monotonic() + self._rest
        raise stream.error

    def _judge(self, uri: str, cursor: Cursor) -> None:
        """Learn from what the user did with the suggestion on the screen."""
        shown = self._shown
        if shown is None or shown.uri != uri:
            return
        left = shown.place.remainder(cursor.prefix, cursor.suffix)
        if left is None:
            self._departures[uri, shown.line] += 1
            self._patience.departed()
            self._shown = None
        elif len(left) <= len(shown.place.text) // 2:
            self._patience.followed()
            self._shown = None

    def _suggestion(self, uri: str, cursor: Cursor, text: str) -> Suggestion:
        self._identity += 1
        place = Remembered.at(cursor.prefix, cursor.suffix, text)
        self._shown = _Shown(self._identity, uri, _line_of(cursor, text), place)
        insertion = fit(text, cursor)
        return Suggestion(self._identity, insertion.text, insertion.replace_right)


def is_useful(cursor: Cursor) -> bool:
    """Whether a suggestion could help here: not in the middle of a word."""
    return not (_is_word(cursor.prefix[-1:]) and _is_word(cursor.suffix[:1]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _line_of(cursor: Cursor, text: str) -> str:
    """The line that a suggestion makes of the cursor's."""
    return cursor.line_before + text.split("\n", 1)[0]


async def _within(seconds: float, waiting: Awaitable[object]) -> bool:
    """Wait at most so long; whether it came."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):  # wait_for may swallow a cancel before 3.12
            await waiting
    except TimeoutError:
        return False
    return True
