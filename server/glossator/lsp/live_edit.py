"""An edit that grows while the user types.

The edit keeps its own place: every change of the user's before it moves it, a change that touches
it ends it. Each step is one versioned `workspace/applyEdit`, sent when the step before has arrived
in the server's own copy of the buffer, so two edits never race each other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from glossator.lsp.documents import Document
    from glossator.lsp.protocol import HardenedServer

TRIES = 5
ARRIVAL = 5.0
"""Seconds to wait until an edit that the client took shows up as its own change."""


class PlaceLost(Exception):
    """The user has changed the very place of the edit, or the client refuses to edit it."""


class LiveEdit:
    """Replaces `span` of the document by a text that may still grow.

    Offsets are code points of the document's text. Use as a context manager: it listens to the
    document's changes from the beginning to the end of the block.
    """

    def __init__(
        self, server: HardenedServer, document: Document, span: tuple[int, int], label: str
    ) -> None:
        self._server = server
        self._document = document
        self._label = label
        self._start, end = span
        self._here = document.text[self._start : end]
        self._original = self._here
        self._awaited: str | None = None
        self._arrived = asyncio.Event()
        self._lost = False

    def __enter__(self) -> LiveEdit:
        """Begin to follow the document."""
        self._document.on_change.append(self._on_change)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop following the document."""
        self._document.on_change.remove(self._on_change)

    async def become(self, text: str) -> None:
        """Make the place hold `text`; returns when it does.

        Raises:
            PlaceLost: when the user has changed the place, or the client takes no edit.
        """
        for _ in range(TRIES):
            open_now = self._server.documents.document(self._document.uri)
            if self._lost or open_now is not self._document:
                break
            if text == self._here:
                return
            if await self._send(text):
                return
        raise PlaceLost

    async def take_back(self) -> bool:
        """Put back what was there before; False when the user has touched it meanwhile."""
        try:
            await self.become(self._original)
        except PlaceLost:
            return False
        return True

    async def _send(self, text: str) -> bool:
        """One try; True when the text has arrived."""
        version = self._document.version
        self._awaited, self._arrived = text, asyncio.Event()
        try:
            reply = await self._server.workspace_apply_edit_async(self._edit(text))
        except JsonRpcException as error:
            raise PlaceLost from error
        if not reply.applied:
            self._awaited = None
            if self._document.version == version:
                await self._next_change()
            return False
        try:
            async with asyncio.timeout(ARRIVAL):  # wait_for may swallow a cancel before 3.12
                await self._arrived.wait()
        except TimeoutError:
            raise PlaceLost from None
        return not self._lost

    async def _next_change(self) -> None:
        """A refusal means that a change of the user's is on its way to us: wait for it a moment."""
        for _ in range(20):
            version = self._document.version
            await asyncio.sleep(0.02)
            if self._document.version != version:
                return

    def _edit(self, text: str) -> types.ApplyWorkspaceEditParams:
        """The smallest edit that turns what is here into `text`, for the version we know."""
        kept = _common_prefix(self._here, text)
        tail = _common_prefix(self._here[kept:][::-1], text[kept:][::-1])
        start, end = self._start + kept, self._start + len(self._here) - tail
        change = types.TextEdit(
            range=self._document.range_of(start, end), new_text=text[kept : len(text) - tail]
        )
        versioned = types.OptionalVersionedTextDocumentIdentifier(
            uri=self._document.uri, version=self._document.version
        )
        return types.ApplyWorkspaceEditParams(
            label=self._label,
            edit=types.WorkspaceEdit(
                document_changes=[types.TextDocumentEdit(text_document=versioned, edits=[change])]
            ),
        )

    def _on_change(self, start: int, removed: int, inserted: str) -> None:
        """Follow one change of the buffer, ours or the user's, given in code points."""
        if self._is_ours(start, removed, inserted):
            assert self._awaited is not None
            self._here, self._awaited = self._awaited, None
            self._arrived.set()
        elif start + removed <= self._start and not (
            start == self._start and removed == 0 and self._here
        ):
            self._start += len(inserted) - removed
        elif start < self._start + len(self._here):
            self._lost = True
            self._arrived.set()

    def _is_ours(self, start: int, removed: int, inserted: str) -> bool:
        """Whether the awaited text now stands at our place, however the client describes it."""
        if self._awaited is None:
            return False
        grown = len(self._awaited) - len(self._here)
        inside = self._start <= start and start + removed <= self._start + len(self._here)
        text = self._document.text[self._start : self._start + len(self._awaited)]
        return inside and len(inserted) - removed == grown and text == self._awaited


def _common_prefix(left: str, right: str) -> int:
    shorter = min(len(left), len(right))
    for index in range(shorter):
        if left[index] != right[index]:
            return index
    return shorter
