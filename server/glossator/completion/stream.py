"""One model stream, shared by successive keystrokes for as long as they agree with what it says."""

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

AHEAD = 1
"""Parts that are worth having beyond a block; beyond a line, the token limit says it."""
BLOCK_PATIENCE = 0.4
"""Seconds from a block's first whole line until its whole lines go out as they are."""
DOUBT = -1.05
"""Log probability under which the model itself does not believe in a token (35 %)."""

_LAST_OF_FENCE = re.compile(r"(?:```|~~~)[\s\S]*\n[`~]{0,2}\Z")
"""What may be the end of a fenced answer: it is heard out, as it says that nothing is missing."""
_CUT_WORD = re.compile(r"\w+$")
"""What a token limit may have cut a line off in."""


class OpenStream:
    """Reads an answer in a task of its own, and remembers each part that it completes."""

    def __init__(
        self,
        cache: SuggestionCache,
        uri: str,
        origin: Cursor,
        answer: ModelStream,
        *,
        chat: bool,
        on_grown: Callable[[str], None] | None = None,
    ) -> None:
        self.uri = uri
        self.ended = False
        self.error: ModelError | None = None
        self.first_piece_after: float | None = None
        self.owes = False
        """Whether the client has less than there will be, and is to be told when it is there."""
        self._heard = ""
        self._text = ""
        self._first_line_at: float | None = None
        self._place = CachedText.at(origin.prefix, origin.suffix, "")
        self._in_lines = stop_rule_at(origin) is StopRule.LINE
        self._harvest = Segments(cache, uri, origin)
        self._cleaner = StreamCleaner(origin, chat=chat)
        self._answer = answer
        self._chat = chat
        self._on_grown = on_grown
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    def serves(self, uri: str, cursor: Cursor) -> bool:
        """Whether it may still say something for this cursor.

        It may while what was typed since agrees with what has come, which may be less or more, and
        while the cursor stands in indentation that may yet be taken back. A stream that has ended
        serves its own place only: there it has had its say.
        """
        if uri != self.uri or not self._place.same_after(cursor.suffix):
            return False
        promise = self._promise()
        for typed in self._place.typed_since(cursor.prefix, LONGEST):
            if self.ended:
                if not typed:
                    return True
            elif typed.startswith(promise) or promise.startswith((typed, unindented(typed))):
                return True
        return False

    async def news(self) -> None:
        """Wait until there is more text, or the end."""
        await self._news.wait()

    def has_had_time(self) -> bool:
        """Whether the user has waited long enough for the rest of a block that has begun."""
        since = self._first_line_at
        return since is not None and _now() - since >= BLOCK_PATIENCE

    def keep_whole_lines(self) -> bool:
        """Remember the whole lines of the part that is being written; whether there were any."""
        parts = self._harvest.parts
        self._harvest.take_whole_lines(self._text)
        return self._harvest.parts > parts

    def begun_at(self, cursor: Cursor) -> str:
        """The whole lines that have come of a block, where the client can be told of the rest."""
        begun = self._harvest.begun(self._text) if self._on_grown else None
        left = begun.remainder(cursor.prefix, cursor.suffix) if begun else None
        self.owes = self.owes or bool(left)
        return left or ""

    def out_of_time(self) -> None:
        """The client can wait no longer: it gets the whole lines, or is told when there are any."""
        if not self.keep_whole_lines():
            self.owes = True

    def close(self) -> None:
        """Hang up now; the service sees it at once. The lines that are whole are kept."""
        if not self.ended:
            self.keep_whole_lines()
            self.ended = True
            self._task.cancel()

    async def closed(self) -> None:
        """Hang up, and wait until the connection is gone."""
        self.close()
        await asyncio.wait([self._task])

    async def _read(self) -> None:
        try:
            async with self._answer as answer:
                async for piece in answer:
                    if self._is_doubtful(piece.logprob):
                        break
                    self.first_piece_after = answer.first_piece_after
                    self._heard += piece.text
                    self._text += self._cleaner.feed(piece.text)
                    self._take(whole=False)
                    self._note_first_line()
                    if self._is_enough():
                        break
                    self._tell()
                said_all = self._cleaner.ended
                self._text += self._cleaner.finish()
            if answer.finish_reason != "length":
                self._take(whole=True)
            elif not self.keep_whole_lines() and not self._harvest.parts:
                self._text = _CUT_WORD.sub("", self._text)
                self._take(whole=True)
            if said_all or answer.finish_reason == "stop":
                self._note_end()
        except ModelError as error:
            self.error = error
        finally:
            self.ended = True
            self._tell()

    def _promise(self) -> str:
        """What it has said; a raw answer is taken at its word where the cleaner still hesitates."""
        if self._text or self._chat:
            return self._harvest.promise(self._text)
        return self._harvest.promise(self._heard.lstrip(" "))

    def _note_first_line(self) -> None:
        if self._first_line_at is None and "\n" in self._text.lstrip("\n"):
            self._first_line_at = _now()

    def _take(self, *, whole: bool) -> None:
        parts = self._harvest.parts
        self._harvest.take(self._text, whole=whole)
        if self.owes and self._harvest.parts > parts and self._on_grown:
            self.owes = False
            self._on_grown(self.uri)

    def _note_end(self) -> None:
        """Remember that the model sees nothing missing behind what it has said.

        A FIM model says so by ending; a chat model ends after a statement, which says it only in
        the middle of a line.
        """
        cursor = self._harvest.cursor
        if cursor.line_after.strip() or (not self._chat and cursor.suffix.strip()):
            self._harvest.end()

    def _is_doubtful(self, logprob: float | None) -> bool:
        return logprob is not None and logprob < DOUBT and bool(self._text.strip())

    def _is_enough(self) -> bool:
        if self._cleaner.ended:
            return True
        said_all = self._harvest.over or (not self._in_lines and self._harvest.parts > AHEAD)
        return said_all and not _LAST_OF_FENCE.search(self._heard)

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


def _now() -> float:
    return asyncio.get_running_loop().time()
