"""A text that grows in the user's buffer: one live edit from its first line to its end.

Where the client can group undo, each step shows; any other client gets the whole text at the end.
However it ends, by a cancel, a failure or the user's own hand, nothing half-made stays silently.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types

from glossator.errors import ModelError, NoUsableAnswerError
from glossator.lsp.client.progress import CancelledByUserError, Numbered, Progress, progress
from glossator.lsp.edits.live_edit import EditDeclinedError, LiveEdit, RegionLostError
from glossator.lsp.extensions import EditEndedParams, Method
from glossator.lsp.features.commands.request import command_error

if TYPE_CHECKING:
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session

Beside = Callable[[str], tuple[int, str] | None]
"""Given the whole text: where else in the document something belongs to it, and what; or None."""


class Step(NamedTuple):
    """What the place holds now, and the line of it that is news."""

    text: str
    news: str = ""


async def grow(
    session: Session,
    document: Document,
    span: tuple[int, int],
    title: str,
    steps: AsyncGenerator[Step],
    beside: Beside | None = None,
) -> str | None:
    """Let `span` (code points) become each step, of which the last is the whole text.

    What `beside` says is put in at the end, and is the same step of undo where edits are joined.
    Returns the whole text, or None when the user cancelled it or did not confirm it. Code
    that must not stay is taken back by a NothingToSay that `steps` raises.

    Raises:
        JsonRpcException: with a sentence, when it did not come to its end.
    """
    try:
        async with progress(
            session.server, title, supported=session.client_capabilities.progress
        ) as line:
            return await grow_within(line, session, document, span, title, steps, beside)
    except (CancelledByUserError, EditDeclinedError):
        return None
    except (ModelError, NoUsableAnswerError) as error:
        raise command_error(str(error)) from None
    except RegionLostError as lost:
        raise command_error(f"“{title}” was stopped, because {lost}.") from None


async def grow_within(
    line: Progress | Numbered,
    session: Session,
    document: Document,
    span: tuple[int, int],
    title: str,
    steps: AsyncGenerator[Step],
    beside: Beside | None = None,
) -> str:
    """As `grow`, with progress that others show; raises what stopped it."""
    for other, edit in session.live_edits:
        if edit.touches(document, span):
            raise RegionLostError(f"“{other}” is still being written at this place")
    label = session.label(title)
    confirm = session.settings.preview_edits and session.client_capabilities.confirms_edits
    streams = session.client_capabilities.groups_undo and not confirm
    with (
        LiveEdit(session.server, document, span, label, confirm=confirm) as edit,
        _listed(session, title, edit),
    ):
        try:
            async with aclosing(steps):
                text = await _follow(edit, steps, line, streams=streams)
            if beside is not None and (more := beside(text)) is not None:
                await _insert(session, document, more, label, confirm=confirm)
        except (asyncio.CancelledError, ModelError, NoUsableAnswerError):
            await _to_the_end(_take_back(session, edit, title))
            raise
        except RegionLostError as lost:
            stays = ". What it had written by then stays" if edit.has_written else ""
            raise RegionLostError(f"{lost}{stays}") from None
        if streams:
            _tell_ended(session, document, edit, label)
    return text


async def _insert(
    session: Session, document: Document, more: tuple[int, str], label: str, *, confirm: bool
) -> None:
    """Put in what belongs to a text elsewhere, unless the user does not want it."""
    at, text = more
    with LiveEdit(session.server, document, (at, at), label, confirm=confirm) as insertion:
        try:
            await insertion.become(text)
        except EditDeclinedError:
            return
        except asyncio.CancelledError:
            await _to_the_end(_take_back(session, insertion, label))
            raise


def _tell_ended(session: Session, document: Document, edit: LiveEdit, label: str) -> None:
    ended = EditEndedParams(
        label=label,
        uri=document.uri,
        version=document.version,
        range=document.range_of(*edit.span),
        replaced=edit.original,
    )
    session.server.protocol.notify(Method.EDIT_ENDED, ended)


@contextmanager
def _listed(session: Session, title: str, edit: LiveEdit) -> Iterator[None]:
    entry = title, edit
    session.live_edits.append(entry)
    try:
        yield
    finally:
        session.live_edits.remove(entry)


async def _follow(
    edit: LiveEdit, steps: AsyncGenerator[Step], line: Progress | Numbered, *, streams: bool
) -> str:
    """Bring each step into the buffer; those that come faster than the client edits are skipped."""
    newest = _Newest()
    edit.on_gone = newest.wake
    reading = asyncio.create_task(newest.read(steps, line))
    try:
        while await newest.more():
            edit.check_place()
            if streams:
                await edit.become(newest.text)
        await reading
        await edit.become(newest.text)
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
    """Do this even if a cancel comes meanwhile; the cancel counts afterwards."""
    task, cancelled = asyncio.create_task(work), False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError


async def _take_back(session: Session, edit: LiveEdit, title: str) -> None:
    if not await edit.take_back():
        session.server.window_show_message(
            types.ShowMessageParams(
                types.MessageType.Warning,
                f"A part of “{title}” stays in the text, because you changed it meanwhile.",
            )
        )
