"""The client of one session: what it can do, what it shows, and how the server asks it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator import __version__
from glossator.languages import source_endings
from glossator.lsp.client.background import BackgroundTasks
from glossator.lsp.client.capabilities import client_capabilities_of
from glossator.lsp.client.pages import Pages
from glossator.lsp.client.progress import Loading, Progress, progress
from glossator.lsp.client.status import Status
from glossator.lsp.client.versions import older_of
from glossator.lsp.documents.documents import Documents
from glossator.lsp.extensions import InputParams, Method
from glossator.text.sanitize import sentence

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

_SOURCES = types.DidChangeWatchedFilesRegistrationOptions(
    [types.FileSystemWatcher(f"**/*{{{','.join(source_endings())}}}")]
)

log = logging.getLogger(__name__)


class Client:
    """One client from `initialize` to `exit`, whatever its settings are."""

    def __init__(self, server: LanguageServer, params: types.InitializeParams) -> None:
        self._server = server
        self.capabilities = client_capabilities_of(params)
        self.pages = Pages(server, self.capabilities)
        self.background_tasks = BackgroundTasks(self.warn)
        self.status = Status()
        self._marked: set[str] = set()
        """The documents that show pushed diagnostics."""
        shows = self.capabilities.progress
        self._loading = Loading(server, "Loading the local model") if shows else None

    @property
    def documents(self) -> Documents:
        """The open buffers; there from the answer to `initialize` on."""
        documents = self._server.workspace
        assert isinstance(documents, Documents)
        return documents

    def begin(self) -> None:
        """After the handshake: show the status, where the client does, and name what is too old."""
        if self.capabilities.shows_status:
            self.status.follow(partial(self.notify, Method.STATUS))
        if older := older_of(self.capabilities.version, __version__):
            self.show_message(f"Glossator: {older}", types.MessageType.Info)

    def end(self) -> None:
        """The session is over: stop the background tasks, and remove the files of the pages."""
        self.background_tasks.cancel()
        self.pages.end()

    def notify(self, method: Method, params: Mapping[str, Any]) -> None:
        """Send a notification beyond LSP."""
        self._server.protocol.notify(method, params)

    def show_message(self, text: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Show a message to the user."""
        self._server.window_show_message(types.ShowMessageParams(kind, sentence(text)))

    def warn(self, sentence: str) -> None:
        """Show a message that says who it comes from."""
        self.show_message(f"Glossator: {sentence}")

    def publish_diagnostics(
        self, uri: str, version: int | None, items: list[types.Diagnostic]
    ) -> None:
        """Show diagnostics in a document; nothing is sent where it had none and gets none."""
        if items or uri in self._marked:
            (self._marked.add if items else self._marked.discard)(uri)
            params = types.PublishDiagnosticsParams(uri, items, version)
            self._server.text_document_publish_diagnostics(params)

    def progress(self, title: str) -> AbstractAsyncContextManager[Progress]:
        """Show progress around a body of code; see `progress.progress`."""
        return progress(self._server, title, supported=self.capabilities.progress)

    def load_progress(self, fraction: float | None) -> None:
        """Show how far the local model is loaded: None at the begin, 1.0 at the end."""
        self.status.loading(fraction)
        if self._loading is not None:
            self._loading(fraction)

    def workspace_apply_edit_async(
        self, params: types.ApplyWorkspaceEditParams
    ) -> Awaitable[types.ApplyWorkspaceEditResult]:
        """Ask the client for an edit."""
        return self._server.workspace_apply_edit_async(params)

    async def ask_user(self, title: str, placeholder: str = "") -> str | None:
        """The line that the user types, without blank space around it; None when they cancel.

        Only for clients with the capability `asks_user`.
        """
        params = InputParams(title=title)
        if placeholder:
            params["placeholder"] = placeholder
        try:
            answer = await self._server.protocol.send_request_async(Method.INPUT, params)
        except JsonRpcException:
            return None
        return answer.strip() or None if isinstance(answer, str) else None

    async def settings_section(self) -> object:
        """The client's section `glossator`; None when it sends none."""
        item = types.ConfigurationItem(section="glossator")
        params = types.ConfigurationParams(items=[item])
        try:
            return (await self._server.workspace_configuration_async(params))[0]
        except (JsonRpcException, IndexError):
            return None

    async def watch(self) -> None:
        """Ask the client to announce changed settings and source files, where it can."""
        wanted = []
        if self.capabilities.watches_settings:
            options = types.DidChangeConfigurationRegistrationOptions(section="glossator")
            method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
            wanted.append(types.Registration("glossator-settings", method, options))
        if self.capabilities.watches_files:
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            wanted.append(types.Registration("glossator-files", method, _SOURCES))
        try:
            if wanted:
                await self._server.client_register_capability_async(
                    types.RegistrationParams(wanted)
                )
        except JsonRpcException as error:
            log.info("the client does not announce changes: %s", error)
