"""Everything that belongs to one connected client: its settings, buffers, models and pages."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from glossator import config
from glossator.completion.engine import Engine
from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.outgoing import Outgoing, outgoing_of, without_secrets
from glossator.context.related_files import Excerpt, related_files
from glossator.errors import ModelError
from glossator.languages import language_id
from glossator.lsp.client.background import BackgroundTasks
from glossator.lsp.client.capabilities import (
    ClientCapabilities,
    client_capabilities_of,
    own_options,
)
from glossator.lsp.client.notifications import Notifications
from glossator.lsp.client.pages import Pages
from glossator.lsp.client.progress import Loading
from glossator.lsp.client.status import Status
from glossator.lsp.documents.notebooks import file_of, path_of
from glossator.lsp.extensions import (
    CLIENT,
    Method,
    StatusParams,
    SuggestionGrewParams,
)
from glossator.models import prompt_log
from glossator.models.credentials import Keys
from glossator.models.gateway import Gateway
from glossator.models.local.source import local_source
from glossator.models.requests import Work
from glossator.settings import Loaded, Settings

if TYPE_CHECKING:
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.edits.live_edit import LiveEdit
    from glossator.lsp.server.base_server import BaseServer

log = logging.getLogger(__name__)


class Session:
    """One client from `initialize` to `exit`."""

    def __init__(self, server: BaseServer, params: types.InitializeParams) -> None:
        self.server = server
        self.client_capabilities: ClientCapabilities = client_capabilities_of(params)
        self.pages = Pages(server, self.client_capabilities)
        self.background_tasks = BackgroundTasks(server)
        self.status = Status()
        self._editor = {k: v for k, v in own_options(params).items() if k != CLIENT}
        self._root = _root_of(params)
        self._touched: dict[str, None] = {}
        self._keys = Keys()
        self.live_edits: list[tuple[str, LiveEdit]] = []
        """The live edits under way, with their titles."""
        self._labels = 0
        self._logs_prompts = False
        shows = self.client_capabilities.progress
        self._loading = Loading(server, "Loading the local model") if shows else None
        self._take(self._load())

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.loaded.settings

    async def begin(self) -> None:
        """After the handshake: fetch the client's settings, and warm up what is slow to start."""
        if self.client_capabilities.shows_status:
            self.status.follow(self._tell_status)
        await self.read_settings()
        if self.client_capabilities.watches_settings:
            await self._watch_settings()
        await self.warm_up()

    async def warm_up(self) -> None:
        """Ask the models what they can do, so that the first request need not."""
        gateway = self.gateway
        unready: str | None = None
        try:
            await gateway.transport()
            # Ghost text asks for the syntax tree; loading tree-sitter would hold up a keystroke.
            await asyncio.to_thread(import_module, "glossator.syntax.literals")
            await gateway.capabilities(Work.CODE)
        except ModelError as error:  # pops up when the user asks for something, not at start
            log.info("the models are not ready: %s", error)
            unready = str(error)
        if gateway is self.gateway:  # else the settings have changed, and others are asked
            self.status.unready(unready)
            self.status.settled()

    async def end(self) -> None:
        """Close every connection and the local model, and tidy up."""
        self.background_tasks.cancel()
        self.pages.end()
        await self.engine.close()
        await self.gateway.close()

    async def read_settings(self, pushed: Mapping[str, Any] | None = None) -> bool:
        """Take over the client's section `glossator`, pushed by it or asked from it.

        Whether anything is different now.
        """
        section: object = pushed
        if self.client_capabilities.configuration:
            item = types.ConfigurationItem(section="glossator")
            try:
                section = (
                    await self.server.workspace_configuration_async(
                        types.ConfigurationParams(items=[item])
                    )
                )[0]
            except (JsonRpcException, IndexError):
                section = None
        if not isinstance(section, Mapping):
            return False
        self._editor = {**self._editor, **section}
        loaded = self._load()
        if loaded == self.loaded:
            return False
        engine, gateway = self.engine, self.gateway
        self._take(loaded)
        await engine.close()
        await gateway.close()
        return True

    def document(self, uri: str) -> Document:
        """The open document.

        Raises:
            JsonRpcInvalidParams: when the client has not opened it.
        """
        document = self.server.documents.document(uri)
        if document is None:
            raise JsonRpcInvalidParams(message=f"{uri} is not open.")
        return document

    def span(self, document: Document, place: types.Range) -> tuple[int, int]:
        """What is selected, in code points; both ends are the cursor's where nothing is."""
        start, end = sorted((document.offset_at(place.start), document.offset_at(place.end)))
        if self.client_capabilities.block_cursor and end - start <= 1:
            return start, start
        return start, end

    def buffer(self, document: Document) -> Buffer:
        """The document as the inner rooms see it."""
        return Buffer(
            uri=document.uri,
            text=document.text,
            language=language_id(document.language_id),
            version=document.version or 0,
            path=file_of(document.uri, self.server.documents),
            root=self._root,
        )

    def outgoing(self, document: Document) -> Outgoing:
        """The document as a model may see it.

        Raises:
            Withheld: when none may.
        """
        return outgoing_of(self.buffer(document), self.ignore)

    def label(self, title: str) -> str:
        """A label for one live edit, like no other's where the client groups undo by it."""
        if not self.client_capabilities.groups_undo:
            return title
        self._labels += 1
        return f"{title} #{self._labels}"

    def touched(self, uri: str) -> None:
        """The document was changed; it is now the one touched last."""
        self._touched.pop(uri, None)
        self._touched[uri] = None

    def forget(self, uri: str) -> None:
        """The document was closed."""
        self._touched.pop(uri, None)
        self.engine.forget(uri)

    def related_files(self, uri: str) -> tuple[Excerpt, ...]:
        """What a model may see beside a document, what was touched last at the end.

        A file in a language that the user has off is not shown elsewhere either.
        """
        documents = self.server.documents
        asked = documents.document(uri)
        if asked is None or documents.get_notebook_document(cell_uri=uri) is not None:
            return ()
        rank = {touched: at for at, touched in enumerate(self._touched)}
        others = [
            document
            for each in documents.text_documents
            if (document := documents.document(each)) is not None
            and document is not asked
            and self.settings.languages.get(document.language_id or "", True)
            and documents.get_notebook_document(cell_uri=document.uri) is None
        ]
        others.sort(key=lambda document: rank.get(document.uri, -1))
        return related_files(language_id(asked.language_id), map(self.buffer, others), self.ignore)

    def _tell_grown(self, uri: str) -> None:
        self.server.protocol.notify(Method.SUGGESTION_GREW, SuggestionGrewParams(uri=uri))

    def _tell_status(self, state: StatusParams) -> None:
        self.server.protocol.notify(Method.STATUS, state)

    def _load_progress(self, fraction: float | None) -> None:
        self.status.loading(fraction)
        if self._loading is not None:
            self._loading(fraction)

    def _load(self) -> Loaded:
        return config.load(environ=os.environ, editor=self._editor, workspace=self._root)

    def _take(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.ignore = Ignore(self._root, loaded.settings.ignore)
        self.status.works()
        self.status.switched(loaded.settings.enabled)
        self.notifications = Notifications(self.server, self.status)
        local = local_source(loaded.settings, self._load_progress)
        self.gateway = Gateway(loaded, local, self._keys, self.status.answering, without_secrets)
        grown = self._tell_grown if self.client_capabilities.regrows else None
        self.engine = Engine(self.gateway, loaded.settings, grown, self.related_files)
        self._say_that_prompts_are_logged(loaded.settings)
        for problem in loaded.problems:
            self.notifications.tell(problem)

    def _say_that_prompts_are_logged(self, settings: Settings) -> None:
        """At every start, and when the setting is changed."""
        if settings.log_prompts and not self._logs_prompts:
            log.warning(prompt_log.WARNING)
            self.server.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, prompt_log.WARNING)
            )
        self._logs_prompts = settings.log_prompts

    async def _watch_settings(self) -> None:
        watching = types.Registration(
            id="glossator-settings",
            method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
            register_options=types.DidChangeConfigurationRegistrationOptions(section="glossator"),
        )
        try:
            await self.server.client_register_capability_async(
                types.RegistrationParams(registrations=[watching])
            )
        except JsonRpcException as error:
            log.info("the client does not announce changed settings: %s", error)


def _root_of(params: types.InitializeParams) -> Path | None:
    folders = params.workspace_folders or []
    uri = folders[0].uri if folders else params.root_uri
    found = path_of(uri) if uri else None
    return found or (Path(params.root_path) if params.root_path else None)
