"""An edit stream: a text that grows in the user's buffer, by one live edit from begin to end.

Where the client can group undo, each step shows; any other client gets the whole text at the end,
and so does one that is to show it to the user first.
However it ends, by a cancel, a failure or the user's own hand, nothing half-made stays silently.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from glossator.errors import CommandError, ModelError, NoUsableAnswerError
from glossator.lsp.client.progress import CancelledByUserError, Numbered, Progress
from glossator.lsp.edits.live_edit import EditDeclinedError, LiveEdit, RegionLostError
from glossator.lsp.extensions import EditEndedParams, Method
from glossator.tasks import ended
from glossator.text.diff import changed_part

if TYPE_CHECKING:
    from glossator.lsp.client.client import Client
    from glossator.lsp.documents.documents import Document
    from glossator.settings import Preview

SCREEN = 40
"""Lines from which on an edit is large: its user could not see it at once."""

Beside = Callable[[str, int, str], tuple[int, str] | None]
"""Given the document with the whole text, where that begins, and the text: what else belongs to it,
and where in that document; or None."""


class Step(NamedTuple):
    """What the place holds now, and the line of it that is news."""

    text: str
    news: str = ""


class Edits:
    """The edit streams of one client."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._open: list[tuple[str, LiveEdit]] = []
        self._labels = 0

    async def stream(
        self,
        document: Document,
        span: tuple[int, int],
        title: str,
        steps: AsyncGenerator[Step],
        *,
        preview: Preview,
        beside: Beside | None = None,
    ) -> str | None:
        """Let `span` (code points) become each step, of which the last is the whole text.

        By `preview` the client shows the edit to the user before it makes it, if it can. What
        `beside` returns is part of the same edit; where the text has grown in the buffer, it is
        inserted at the end, as the same step of undo. Returns the whole text, or None when the user
        cancelled it or did not confirm it. Code that must not stay is taken back by a
        NoUsableAnswerError that `steps` raises.

        Raises:
            UserFacingError: when the stream did not come to its end.
        """
        try:
            async with self._client.progress(title) as line:
                return await self.stream_within(
                    line, document, span, title, steps, preview=preview, beside=beside
                )
        except (CancelledByUserError, EditDeclinedError):
            return None
        except RegionLostError as lost:
            raise CommandError(f"“{title}” was stopped, because {lost}.") from None

    async def stream_within(
        self,
        line: Progress | Numbered,
        document: Document,
        span: tuple[int, int],
        title: str,
        steps: AsyncGenerator[Step],
        *,
        preview: Preview,
        beside: Beside | None = None,
    ) -> str:
        """As `stream`, with progress that the caller shows; raises what stopped it."""
        client = self._client
        label = self._label(title)
        with self._open_edit(document, span, title, label) as edit:
            manner = _Manner(edit, client, document, preview, beside)
            try:
                async with aclosing(steps):
                    text = await _follow(edit, steps, line, manner)
                if (more := manner.still_missing(text)) is not None:
                    await _insert(client, document, more, label)
            except (asyncio.CancelledError, ModelError, NoUsableAnswerError):
                await _to_the_end(_take_back(client, edit, title))
                raise
            except RegionLostError as lost:
                stays = ". What it had written by then stays" if edit.has_written else ""
                raise type(lost)(f"{lost}{stays}") from None
            finally:
                if client.capabilities.groups_undo:
                    _notify_ended(client, document, edit, label)
        return text

    def _label(self, title: str) -> str:
        """A label for one live edit, like no other's where the client groups undo by it."""
        if not self._client.capabilities.groups_undo:
            return title
        self._labels += 1
        return f"{title} #{self._labels}"

    @contextmanager
    def _open_edit(
        self, document: Document, span: tuple[int, int], title: str, label: str
    ) -> Iterator[LiveEdit]:
        for other, edit in self._open:
            if edit.touches(document, span):
                raise RegionLostError(f"“{other}” is still being written at this place")
        with LiveEdit(self._client, document, span, label) as edit:
            entry = title, edit
            self._open.append(entry)
            try:
                yield edit
            finally:
                self._open.remove(entry)


async def _insert(client: Client, document: Document, more: tuple[int, str], label: str) -> None:
    """Put in what belongs to a text elsewhere."""
    at, text = more
    with LiveEdit(client, document, (at, at), label) as insertion:
        try:
            await insertion.become(text)
        except asyncio.CancelledError:
            await _to_the_end(_take_back(client, insertion, label))
            raise


def _notify_ended(client: Client, document: Document, edit: LiveEdit, label: str) -> None:
    ended = EditEndedParams(
        label=label,
        uri=document.uri,
        version=document.version,
        range=edit.place,
        replaced=edit.original,
    )
    client.notify(Method.EDIT_ENDED, ended)


class _Manner:
    """How an edit comes to its user: step by step, or whole and only with their consent."""

    def __init__(
        self,
        edit: LiveEdit,
        client: Client,
        document: Document,
        preview: Preview,
        beside: Beside | None,
    ) -> None:
        self._edit = edit
        self._document = document
        self._beside = beside
        self._preview = preview if client.capabilities.confirms_edits else "never"
        is_long = self._preview == "large" and edit.original.count("\n") >= SCREEN
        is_whole = is_long or self._preview == "always"
        self._streams = client.capabilities.groups_undo and not is_whole

    async def show(self, text: str) -> None:
        """Bring a step into the buffer, unless the user is to see the whole first."""
        if self._streams and self._needs_consent(text):
            await self._withdraw()
        if self._streams:
            await self._edit.become(text)

    async def complete(self, text: str) -> None:
        """Bring the whole text into the buffer, with the user's consent where that is wanted."""
        if self._needs_consent(text):
            await self._withdraw()
            self._edit.confirm = True
        if not self._streams:
            text = self._with_what_belongs(text)
        await self._edit.become(text)

    def still_missing(self, text: str) -> tuple[int, str] | None:
        """What belongs to a text that has grown in the buffer, and where; None for any other."""
        if self._beside is None or not self._streams:
            return None
        return self._beside(self._document.text, self._edit.span[0], text)

    def _with_what_belongs(self, text: str) -> str:
        """The text, and what belongs to it elsewhere with all between: so it is one edit."""
        if self._beside is None:
            return text
        (start, end), now = self._edit.span, self._document.text
        after = now[:start] + text + now[end:]
        if (more := self._beside(after, start, text)) is None:
            return text
        at, lines = more
        first = min(at, start)
        last = max(at - len(text) + end - start, end)
        self._edit.widen(first, last)
        made = after[:at] + lines + after[at:]
        return made[first : len(made) - (len(now) - last)]

    async def _withdraw(self) -> None:
        """Take away the steps that the user has seen, so that the whole edit can be shown."""
        self._streams = False
        await self._edit.become(self._edit.original)

    def _needs_consent(self, text: str) -> bool:
        return self._preview == "always" or (
            self._preview == "large" and _is_large(self._edit.original, text)
        )


def _is_large(old: str, new: str) -> bool:
    """Whether what an edit changes takes more than a screen, before or after."""
    start, removed, added = changed_part(old, new)
    return max(old.count("\n", start, start + removed), added.count("\n")) >= SCREEN


async def _follow(
    edit: LiveEdit, steps: AsyncGenerator[Step], line: Progress | Numbered, manner: _Manner
) -> str:
    """Bring each step into the buffer; those that come faster than the client edits are skipped."""
    newest = _Newest()
    edit.on_gone = newest.wake
    reading = asyncio.create_task(newest.read(steps, line))
    try:
        while await newest.more():
            edit.check_place()
            await manner.show(newest.text)
        await reading
        await manner.complete(newest.text)
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    return newest.text


class _Newest:
    """The last of the steps that have come."""

    def __init__(self) -> None:
        self.text = ""
        self._ended = False
        self._news = asyncio.Event()

    async def read(self, steps: AsyncGenerator[Step], line: Progress | Numbered) -> None:
        """Take the steps as fast as they come."""
        try:
            async for text, news in steps:
                self.text = text
                self._news.set()
                line.report(news)
        finally:
            self._ended = True
            self._news.set()

    def wake(self) -> None:
        """Let who waits look around, though nothing has come."""
        self._news.set()

    async def more(self) -> bool:
        """Wait for what comes next, or to be woken; False when that is the end."""
        await self._news.wait()
        self._news.clear()
        return not self._ended


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Do this even if a cancel comes meanwhile; the cancel takes effect then."""
    task = asyncio.create_task(work)
    try:
        await ended(task)
    finally:
        task.result()  # its failure comes first


async def _take_back(client: Client, edit: LiveEdit, title: str) -> None:
    if not await edit.take_back():
        client.show_message(
            f"A part of “{title}” stays in the text, because you changed it meanwhile."
        )
