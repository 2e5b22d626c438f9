"""An open model stream, shared by successive keystrokes for as long as they agree with its text."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from glossator.completion.cache import CachedText, SuggestionCache, unindented
from glossator.completion.clean import LONGEST, StreamCleaner
from glossator.completion.cursor import Cursor
from glossator.completion.segments import Segments
from glossator.completion.stop import StopRule, stop_rule_at
from glossator.errors import ModelError
from glossator.models.stream import ModelStream

SEGMENTS_AHEAD = 1
"""Segments read beyond a block; beyond a line, the token limit ends the stream."""
BLOCK_TIMEOUT = 0.4
"""Seconds from a block's first whole line until its whole lines go out as they are."""
DOUBT = -1.05
"""Log probability under which the model itself does not believe in a token (35 %)."""

_LAST_OF_FENCE = re.compile(r"(?:```|~~~)[\s\S]*\n[`~]{0,2}\Z")
"""The possible end of a fenced answer; it is read to the end, which says that all is said."""
_CUT_WORD = re.compile(r"\w+$")
"""The word in which a token limit may have cut a line off."""


class OpenStream:
    """Reads a model stream in a task of its own, and caches each segment that it completes."""

    def __init__(
        self,
        cache: SuggestionCache,
        origin: Cursor,
        answer: ModelStream,
        *,
        chat: bool,
        on_grown: Callable[[str], None] | None = None,
    ) -> None:
        self.cache = cache
        self.uri = origin.uri
        self.ended = False
        self.error: ModelError | None = None
        self.first_piece_after: float | None = None
        self.notifies_next = False
        """Whether the client is notified of the next segment: it was answered with less, or not at
        all, and no key of the user will make it ask again."""
        self._raw = ""
        self._text = ""
        self._first_line_at: float | None = None
        self._origin = CachedText.at(origin, "")
        self._is_line = stop_rule_at(origin) is StopRule.LINE
        self._segments = Segments(cache, origin)
        self._cleaner = StreamCleaner(origin, chat=chat)
        self._answer = answer
        self._chat = chat
        self._on_grown = on_grown
        self._news = asyncio.Event()
        self.reading = asyncio.create_task(self._read())
        """Over when the connection is gone."""

    def serves(self, cursor: Cursor) -> bool:
        """Whether the stream may still have a text for this cursor.

        It may while what was typed since agrees with its text, which may be shorter or longer, and
        while the cursor is in indentation that may yet be taken back. A stream that has ended
        serves the cursor that it was opened for only.
        """
        if cursor.uri != self.uri or not self._origin.has_same_after(cursor):
            return False
        text = self._text_so_far()
        for typed in self._origin.typed_since(cursor, LONGEST):
            if self.ended:
                if not typed:
                    return True
            elif typed.startswith(text) or text.startswith((typed, unindented(typed))):
                return True
        return False

    @property
    def is_spent(self) -> bool:
        """Whether the stream has come to its end without a fault: nothing more comes of it."""
        return self.ended and self.error is None

    @property
    def unanswered_for(self) -> float:
        """Seconds for which the model has been silent; 0 once it has begun, or has ended."""
        is_open = self.first_piece_after is None and not self.ended and self._answer.was_sent
        return self._answer.seconds if is_open else 0.0

    async def wait_for_news(self) -> None:
        """Wait until the stream has more text, or ends."""
        await self._news.wait()

    def is_block_overdue(self) -> bool:
        """Whether the user has waited long enough for the rest of a block that has begun."""
        since = self._first_line_at
        return since is not None and _now() - since >= BLOCK_TIMEOUT

    def cache_whole_lines(self) -> bool:
        """Cache the complete lines of the segment that is being written; whether it has any."""
        return self._segments.cache_whole_lines(self._text)

    def answer_so_far(self, cursor: Cursor) -> str:
        """The complete lines of a block, for a client that is notified of the rest; else empty."""
        lines = self._segments.whole_lines(self._text) if self._on_grown else None
        rest = lines.remainder(cursor) if lines else None
        self.notifies_next = self.notifies_next or bool(rest)
        return rest or ""

    def give_up_waiting(self) -> None:
        """Cache the complete lines at the deadline; without any, notify the client of the next."""
        if not self.cache_whole_lines():
            self.notifies_next = True

    def close(self) -> None:
        """Close the connection now, seen by the service at once; complete lines are cached."""
        if not self.ended:
            self.cache_whole_lines()
            self.ended = True
            self.reading.cancel()

    async def _read(self) -> None:
        try:
            async with self._answer as answer:
                async for piece in answer:
                    if self._is_doubtful(piece.logprob):
                        break
                    self.first_piece_after = answer.first_piece_after
                    self._add(piece.text)
                    if self._is_enough():
                        break
                    self._wake_waiting()
                is_whole = self._cleaner.ended
                self._text += self._cleaner.finish()
            self._take_rest(answer.finish_reason, has_thoughts=bool(answer.thought_size))
            if is_whole or answer.finish_reason == "stop":
                self._note_complete()
        except ModelError as error:
            self.error = error
        finally:
            self.ended = True
            self._wake_waiting()

    def _add(self, text: str) -> None:
        """Clean a piece, and cache the segments that it completes."""
        self._raw += text
        self._text += self._cleaner.feed(text)
        self._take_segments(whole=False)
        if self._first_line_at is None and "\n" in self._text.lstrip("\n"):
            self._first_line_at = _now()

    def _take_rest(self, finish_reason: str | None, *, has_thoughts: bool) -> None:
        """Cache the last segment; if the token limit cut it off, up to a whole line or word.

        Where thoughts used up the limit, the first words of a line are too few to be of use.
        """
        if finish_reason != "length":
            self._take_segments(whole=True)
        elif not self.cache_whole_lines() and not self._segments.count and not has_thoughts:
            self._text = _CUT_WORD.sub("", self._text)
            self._take_segments(whole=True)

    def _take_segments(self, *, whole: bool) -> None:
        count = self._segments.count
        self._segments.take(self._text, whole=whole)
        if self.notifies_next and self._segments.count > count and self._on_grown:
            self.notifies_next = False
            self._on_grown(self.uri)

    def _note_complete(self) -> None:
        """Cache that the model sees nothing missing after its text.

        A FIM model says so by ending; a chat model ends after a statement, which says it only in
        the middle of a line.
        """
        cursor = self._segments.cursor
        if cursor.line_after.strip() or (not self._chat and cursor.suffix.strip()):
            self._segments.mark_complete()

    def _text_so_far(self) -> str:
        """The text as it would stand in the document; raw while the cleaner holds all of it back.

        A chat model's raw answer says nothing yet: it may begin with a fence or a preamble.
        """
        raw = "" if self._text or self._chat else self._raw.lstrip(" ")
        return self._segments.as_inserted(self._text or raw)

    def _is_doubtful(self, logprob: float | None) -> bool:
        return logprob is not None and logprob < DOUBT and bool(self._text.strip())

    def _is_enough(self) -> bool:
        if self._cleaner.ended:
            return True
        is_ahead = not self._is_line and self._segments.count > SEGMENTS_AHEAD
        return (self._segments.ended or is_ahead) and not _LAST_OF_FENCE.search(self._raw)

    def _wake_waiting(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


def _now() -> float:
    return asyncio.get_running_loop().time()
