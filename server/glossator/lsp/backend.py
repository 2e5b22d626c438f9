"""What is made anew whenever the settings change: ignore rules, gateway, engine, notifications."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.completion.engine import Engine
from glossator.completion.next_edit.elsewhere import LONGEST
from glossator.completion.next_edit.next_edits import NextEdits
from glossator.completion.next_edit.rewriter import Rewriter
from glossator.context.ignore import ignore_of
from glossator.context.index.store import index_folder
from glossator.context.index.using import Using
from glossator.context.outgoing import why_withheld, without_secrets
from glossator.context.steady import PromptWindow
from glossator.context.workspace import Workspace
from glossator.lsp.client.notifications import Notifications
from glossator.lsp.documents.documents import path_of
from glossator.lsp.documents.related_files import read_beside
from glossator.lsp.extensions import Method, NextEditChangedParams, SuggestionGrewParams
from glossator.lsp.readiness import Readiness
from glossator.models.endpoints import uses_local
from glossator.models.gateway import Gateway
from glossator.models.ledger import own_ledger
from glossator.models.local.source import local_source
from glossator.models.service_memory import memory_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.completion.cursor import Cursor
    from glossator.completion.prompt.size import Size
    from glossator.context.buffer import Buffer
    from glossator.context.layout import Excerpt
    from glossator.lsp.client.client import Client
    from glossator.lsp.documents.documents import Document
    from glossator.models.credentials import Keys
    from glossator.models.probe import Learnt
    from glossator.settings import Loaded


LARGE = 2_000
"""Files to be indexed from which on the client shows how far that is."""
REPORTED = 1.0
"""Seconds between two reports of it."""


class Backend:
    """What answers a client under one version of its settings.

    The local model of the `former` one runs on where the settings still choose it.
    """

    def __init__(
        self,
        loaded: Loaded,
        client: Client,
        keys: Keys,
        learnt: Learnt,
        former: Backend | None = None,
    ) -> None:
        self._client = client
        self.loaded = loaded
        self.settings = loaded.settings
        self.ignore = ignore_of(loaded)
        self._shows_indexing = False
        self.workspace = Workspace(ignore_of(loaded), index_folder())
        client.status.works()
        client.status.switched(loaded.settings.enabled)
        self.notifications = Notifications(client.warn, client.status)
        running = former.gateway.local if former and uses_local(loaded) else None
        local = local_source(loaded.settings, client.load_progress, running)
        self.gateway: Gateway = Gateway(
            loaded,
            local,
            keys,
            client.status.answering,
            without_secrets,
            memory_file(),
            own_ledger(loaded.settings),
            self.notifications.show,
            learnt,
        )
        self.readiness = Readiness(self.gateway, client.status)
        grown = self._notify_grown if client.capabilities.regrows else None
        self.engine = Engine(self.gateway, loaded.settings, grown, self._excerpts)
        self.next_edits = self._make_next_edits(former)
        for problem in loaded.problems:
            self.notifications.show(problem)

    def _make_next_edits(self, former: Backend | None) -> NextEdits:
        """The next edits; the local model is too small to write them."""
        loaded, breaker = self.loaded, self.engine.circuit_breaker
        rewriter = None if uses_local(loaded) else Rewriter(self.gateway, self.ignore, breaker)
        useful = former.next_edits.usefulness if former else None
        return NextEdits(self._buffers, self._notify_next_edit, rewriter, useful, self._files_using)

    def why_off(self, document: Document) -> str | None:
        """Why a document gets no ghost text, as a sentence; None where it does."""
        language = document.language_id or ""
        buffer = self._client.documents.buffer(document)
        if not self.loaded.settings_for(buffer.path).languages.get(language, True):
            return f"Ghost text is switched off for {language}."
        return why_withheld(buffer, self.ignore)

    @property
    def why_no_next_edits(self) -> str:
        """Why next edits are off, or not all of them are offered; empty where they are."""
        if not self.settings.next_edit:
            return "Next edits are switched off."
        if uses_local(self.loaded):
            return (
                "Next edits are those that need no model: the local model is too small to write "
                "others."
            )
        return ""

    def offers_next_edits(self, document: Document) -> bool:
        """Whether next edits are on for a document, and a model may see it; long ones have none."""
        return document.length <= LONGEST and self._offers_next_edits(
            self._client.documents.buffer(document)
        )

    def _offers_next_edits(self, buffer: Buffer) -> bool:
        settings = self.loaded.settings_for(buffer.path)
        on = settings.next_edit and settings.next_edit_languages.get(buffer.language, True)
        return on and why_withheld(buffer, self.ignore) is None

    def forget(self, uri: str) -> None:
        """Drop all that is kept of a document; it was closed."""
        self.engine.forget(uri)
        self.next_edits.forget(uri)
        self.workspace.forget(uri)

    async def close(self, successor: Backend | None = None) -> None:
        """Close every connection, and end the local model unless the successor uses it on."""
        self.workspace.close()
        await self.readiness.close()
        self.next_edits.close()
        if successor is not None:  # which knows nothing of what the client shows
            self.next_edits.give_up()
        await self.engine.close()
        await self.gateway.close(successor.gateway if successor else None)

    def _notify_grown(self, uri: str) -> None:
        self._client.notify(Method.SUGGESTION_GREW, SuggestionGrewParams(uri=uri))

    def _notify_next_edit(self, uri: str, available: bool) -> None:
        if self._client.capabilities.shows_next_edits:
            params = NextEditChangedParams(uri=uri, available=available)
            self._client.notify(Method.NEXT_EDIT_CHANGED, params)

    def _buffers(self) -> list[Buffer]:
        """The open documents in which next edits are offered."""
        documents = self._client.documents
        return [
            documents.buffer(each)
            for each in documents.by_last_touch()
            if not documents.is_cell(each.uri) and self.offers_next_edits(each)
        ]

    async def _files_using(self, uri: str, name: str) -> Using:
        """The files that may use a name that a document makes known."""
        documents = self._client.documents
        document = documents.document(uri)
        if document is None:
            return Using()
        declared = documents.buffer(document)
        found = await self.workspace.using(name, declared, documents.files())
        opened = documents.files()  # by now
        closed = (each for each in found.files if each.path not in opened)
        return replace(found, files=[e for e in closed if self._offers_next_edits(e.buffer)])

    def read_beside(self, uri: str, near: tuple[str, str] = ("", "")) -> None:
        """Begin to read what may be shown beside a document, with the text around the cursor."""
        read_beside(uri, self._client.documents, self.loaded, self.workspace, near)
        if self.workspace.unread > LARGE and not self._shows_indexing:
            self._shows_indexing = True
            self._client.background_tasks.begin(self._show_indexing())

    async def _show_indexing(self) -> None:
        """Show how far a large workspace is indexed, until it is."""
        async with self._client.progress("Reading the workspace") as shown:
            while left := self.workspace.unread:
                whole = self.workspace.to_read
                shown.report(f"{whole - left:,} of {whole:,} files")
                await asyncio.sleep(REPORTED)
        self._shows_indexing = False

    def note_changes(self, uris: Iterable[str]) -> None:
        """Note that files were made, changed or deleted on the disk."""
        self.workspace.change([path for uri in uris if (path := path_of(uri)) is not None])

    def _excerpts(self, cursor: Cursor, size: Size, begins: int) -> tuple[Excerpt, ...]:
        """What is shown beside a cursor, of what has been read by now."""
        self.read_beside(cursor.uri, (cursor.prefix, cursor.suffix))
        problems = self.next_edits.problems.near(cursor.uri, cursor.prefix, cursor.suffix)
        window = PromptWindow(cursor.prefix, cursor.suffix, begins, size.uncached, problems)
        return self.workspace.excerpts(cursor.uri, window, size.related)
