"""One session: a client, its settings, and the backend that they make."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from glossator import config
from glossator.log import log_readings
from glossator.lsp.backend import Backend
from glossator.lsp.client.capabilities import own_options
from glossator.lsp.client.client import Client
from glossator.lsp.documents.documents import roots_of
from glossator.lsp.documents.snapshot import Snapshot
from glossator.lsp.edits.edit_stream import Edits
from glossator.lsp.extensions import CLIENT
from glossator.models import prompt_log
from glossator.models.credentials import Keys
from glossator.models.probe import Learnt
from glossator.platforms import give_back_memory, keep_memory_together

if TYPE_CHECKING:
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

    from glossator.context.buffer import Buffer
    from glossator.lsp.documents.documents import Documents
    from glossator.settings import Loaded, Settings

log = logging.getLogger(__name__)
MUCH, ENDED = 100_000, 1.0
"""Code points of closed documents whose memory is given back, and the seconds after which what was
done in them has ended."""
IN_SIGHT = 4
"""Open documents that are read again at once when the settings change; others at a request."""


class Session:
    """One client from `initialize` to `exit`."""

    def __init__(self, server: LanguageServer, params: types.InitializeParams) -> None:
        self._server = server
        self.client = Client(server, params)
        self.edits = Edits(self.client)
        self._sent = {k: v for k, v in own_options(params).items() if k != CLIENT}
        """The settings as the client sent them."""
        self._keys = Keys()
        self._learnt = Learnt()
        self._logs_prompts = False
        self.backend = self._backend(self._load())

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.backend.settings

    def settings_for(self, buffer: Buffer) -> Settings:
        """The settings in force for a document: those of the workspace folder that it lies in."""
        return self.backend.loaded.settings_for(buffer.path)

    @property
    def documents(self) -> Documents:
        """The open buffers."""
        return self.client.documents

    def snapshot(self, uri: str) -> Snapshot:
        """The open document as it is now.

        Raises:
            JsonRpcInvalidParams: when the client has not opened it.
        """
        document = self.documents.document(uri)
        if document is None:
            raise JsonRpcInvalidParams(message=f"{uri} is not open.")
        return Snapshot(document, self.documents)

    def note_documents(self) -> None:
        """Let the status say which open documents get no ghost text, and why."""
        documents = (self.documents.document(uri) for uri in self.documents.text_documents)
        whys = {each.uri: self.backend.why_off(each) for each in documents if each is not None}
        self.client.status.documents({uri: why for uri, why in whys.items() if why})

    def note_closed(self) -> None:
        """Give memory back once documents of some length were closed, and their work has ended."""
        if self.documents.closed >= MUCH:
            self.documents.closed = 0
            self.client.background_tasks.begin(self._give_back())

    async def _give_back(self) -> None:
        await asyncio.sleep(ENDED)
        await asyncio.to_thread(_free)

    async def begin(self) -> None:
        """After the handshake: fetch the client's settings, and warm up what is slow to start."""
        self.client.begin()
        await self.read_settings()
        await self.client.watch()
        await asyncio.to_thread(keep_memory_together)
        await self.warm_up()

    async def warm_up(self) -> None:
        """Ask the models what they can do, so that the first request need not."""
        backend = self.backend
        for root in roots_of(self._server.workspace):
            # The first file judged has git asked where its lists are: not while a key waits.
            await asyncio.to_thread(backend.ignore.reason, root / "first")
        if backend is self.backend:  # else the settings have changed, and a newer call asks
            await backend.readiness.asked()

    async def end(self) -> None:
        """Close every connection and the local model, and tidy up."""
        self.client.end()
        self._keys.close()
        await self.backend.close()

    async def read_settings(self, pushed: Mapping[str, Any] | None = None) -> bool:
        """Take over the client's section `glossator`, pushed by it or requested from it.

        Returns whether anything is different now.
        """
        section: object = pushed
        if self.client.capabilities.configuration:
            section = await self.client.settings_section()
        if not isinstance(section, Mapping):
            return False
        self._sent = {**self._sent, **section}
        return await self.reload()

    async def reload(self) -> bool:
        """Read the files of settings anew; whether anything is different now."""
        loaded = self._load()
        if loaded == self.backend.loaded:
            return False
        former, self.backend = self.backend, self._backend(loaded, self.backend)
        self.note_documents()
        for document in self.documents.by_last_touch()[-IN_SIGHT:]:
            self.backend.read_beside(document.uri)
        await former.close(self.backend)
        return True

    def _load(self) -> Loaded:
        return config.load(
            environ=os.environ, editor=self._sent, workspaces=roots_of(self._server.workspace)
        )

    def _backend(self, loaded: Loaded, former: Backend | None = None) -> Backend:
        """A new backend; the user is warned at every start, and at a change, if it logs prompts."""
        if loaded.settings.log_prompts and not self._logs_prompts:
            log.warning(prompt_log.WARNING)
            self.client.show_message(prompt_log.WARNING)
        self._logs_prompts = loaded.settings.log_prompts
        log_readings(wanted=self._logs_prompts)
        return Backend(loaded, self.client, self._keys, self._learnt, former)


def _free() -> None:
    """Drop the trees of documents that were closed, and give their memory back."""
    from glossator.syntax.registry import forget_trees  # loads tree-sitter

    forget_trees()
    give_back_memory()
