"""One model stream, shared by successive keystrokes for as long as they agree with what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from glossator.completion.clean import StreamCleaner
from glossator.completion.cursor import Cursor
from glossator.completion.memory import Remembered
from glossator.models.answer import Answer
from glossator.models.errors import ModelError

LONGEST = 20_000
"""Characters after which a model that does not end is cut off."""


class OpenStream:
    """Reads an answer in a task of its own until it ends, is closed, or `enough` says so.

    `text` is what the model would insert at `origin`, cleaned as far as a stream can be.
    """

    def __init__(
        self,
        uri: str,
        origin: Cursor,
        answer: Answer,
        cleaner: StreamCleaner,
        enough: Callable[[OpenStream], bool],
    ) -> None:
        self.uri = uri
        self.origin = origin
        self.text = ""
        self.ended = False
        self.error: ModelError | None = None
        self.first_piece_after: float | None = None
        self._place = Remembered.at(origin.prefix, origin.suffix, "")
        self._answer = answer
        self._cleaner = cleaner
        self._enough = enough
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    def serves(self, uri: str, prefix: str, suffix: str, text: str) -> bool:
        """Whether what was typed since agrees with `text`, which may still be shorter than it.

        A stream that has ended serves as long as it has more to say than was typed, or nothing at
        all to say at its own place.
        """
        if uri != self.uri or not self._place.same_after(suffix):
            return False
        return any(self._goes_on(text, typed) for typed in self._place.typed_since(prefix, LONGEST))

    def _goes_on(self, text: str, typed: str) -> bool:
        if self.ended:
            return text.startswith(typed) and (len(typed) < len(text) or not text)
        return text.startswith(typed) or typed.startswith(text)

    async def news(self) -> None:
        """Wait until there is more text, or the end."""
        await self._news.wait()

    def close(self) -> None:
        """Hang up now; the service sees it at once."""
        if not self.ended:
            self._task.cancel()

    async def closed(self) -> None:
        """Hang up, and wait until the connection is gone."""
        self.close()
        await asyncio.wait([self._task])

    async def _read(self) -> None:
        try:
            async with self._answer as answer:
                async for piece in answer:
                    self.first_piece_after = answer.first_piece_after
                    self.text += self._cleaner.feed(piece.text)
                    if self._cleaner.ended or len(self.text) > LONGEST or self._enough(self):
                        break
                    self._tell()
                self.text += self._cleaner.finish()
            self.ended = True
            self._enough(self)
        except ModelError as error:
            self.error = error
        finally:
            self.ended = True
            self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
