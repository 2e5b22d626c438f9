"""A small editor without a screen: starts the server as a child and speaks LSP to it.

The demo drives it, so that what it shows went the whole way that a real editor's keystroke goes.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from glossator import __version__
from glossator.lsp.documents.documents import Document
from glossator.lsp.extensions import CLIENT, Command, Flag


class CommandRefusedError(Exception):
    """The server answered with an error; the text is its sentence."""


class ServerGoneError(Exception):
    """The server's process has ended; the text says so."""


class HeadlessClient:
    """One open file, and callbacks for what a user would see change.

    Requests raise CommandRefusedError and ServerGoneError.
    """

    def __init__(self, path: Path, language: str) -> None:
        # pygls logs a traceback for each answer to a request that was cancelled, as by Ctrl-C.
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
        self._client = LanguageClient("glossator-demo", __version__)
        self._path = path
        self._language = language
        self.on_text: Callable[[str], None] = lambda _: None
        self.on_page: Callable[[str], None] = lambda _: None
        self.messages: list[str] = []
        self._listen()

    @property
    def text(self) -> str:
        """The buffer as the user sees it."""
        return self._document.text

    @property
    def uri(self) -> str:
        """The open file."""
        return self._path.as_uri()

    async def start(self) -> None:
        """Start the server, shake hands, open the file."""
        await self._client.start_io(sys.executable, "-m", "glossator", "serve")
        with _own_errors():
            await self._client.initialize_async(
                types.InitializeParams(
                    capabilities=_capabilities(),
                    root_uri=self._path.parent.as_uri(),
                    initialization_options={CLIENT: {Flag.GROUPS_UNDO: True}},
                )
            )
            self._client.initialized(types.InitializedParams())
        with self._path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        self._document = Document(
            self.uri, text, version=1, language_id=self._language, encoding="utf-16"
        )
        self._client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(self.uri, self._language, 1, text)
            )
        )

    async def stop(self) -> None:
        """End the server as an editor does; one that has ended by itself is only tidied up."""
        with suppress(RuntimeError):  # pygls: the server's process has exited
            await self._client.shutdown_async(None)
            self._client.exit(None)
        with suppress(RuntimeError):  # pygls: it cannot drop its own handlers' tasks
            await self._client.stop()

    def edit(self, start: int, end: int, text: str) -> None:
        """Replace a span of code points, and tell the server."""
        change = types.TextDocumentContentChangePartial(self._document.range_of(start, end), text)
        self._document.apply_change(change)
        self._document.version = (self._document.version or 0) + 1
        changed = types.VersionedTextDocumentIdentifier(self._document.version, self.uri)
        with _own_errors():
            self._client.text_document_did_change(
                types.DidChangeTextDocumentParams(changed, [change])
            )
        self.on_text(self.text)

    async def ghost_text(self, offset: int) -> str | None:
        """What would be shown at an offset."""
        params = types.InlineCompletionParams(
            context=types.InlineCompletionContext(types.InlineCompletionTriggerKind.Invoked),
            text_document=types.TextDocumentIdentifier(self.uri),
            position=self._document.position_at(offset),
        )
        with _own_errors():
            answer = await self._client.text_document_inline_completion_async(params)
        items = answer.items if isinstance(answer, types.InlineCompletionList) else answer or []
        return str(items[0].insert_text) if items else None

    async def run(self, command: str, start: int, end: int) -> Any:
        """Run a command of the server on a span, as a code action would."""
        place = self._document.range_of(start, end)
        argument = {
            "uri": self.uri,
            "range": {"start": _plain(place.start), "end": _plain(place.end)},
        }
        return await self._command(command, argument)

    async def status(self) -> dict[str, Any]:
        """What `glossator.status` says when the models have answered."""
        answer = await self._command(Command.STATUS, {"wait": True})
        return answer if isinstance(answer, dict) else {}

    async def _command(self, name: str, *arguments: Any) -> Any:
        with _own_errors():
            return await self._client.workspace_execute_command_async(
                types.ExecuteCommandParams(command=name, arguments=list(arguments))
            )

    def _listen(self) -> None:
        client = self._client

        @client.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            for part in params.edit.document_changes or []:
                if not isinstance(part, types.TextDocumentEdit):
                    return types.ApplyWorkspaceEditResult(applied=False)
                if part.text_document.version != self._document.version:
                    return types.ApplyWorkspaceEditResult(applied=False)
                for edit in part.edits:
                    if not isinstance(edit, types.TextEdit):
                        return types.ApplyWorkspaceEditResult(applied=False)
                    start = self._document.offset_at(edit.range.start)
                    self.edit(start, self._document.offset_at(edit.range.end), edit.new_text)
            return types.ApplyWorkspaceEditResult(applied=True)

        @client.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH)
        async def refresh(params: types.TextDocumentContentRefreshParams) -> None:
            answer = await client.workspace_text_document_content_async(
                types.TextDocumentContentParams(uri=params.uri)
            )
            self.on_page(answer.text)

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        def show(_: types.ShowDocumentParams) -> types.ShowDocumentResult:
            return types.ShowDocumentResult(success=True)

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)


@contextmanager
def _own_errors() -> Iterator[None]:
    """Raise the errors of pygls as our own."""
    try:
        yield
    except JsonRpcException as error:
        raise CommandRefusedError(error.message) from None
    except RuntimeError as error:  # what it raises where the process has exited
        raise ServerGoneError(str(error)) from None


def _capabilities() -> types.ClientCapabilities:
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            inline_completion=types.InlineCompletionClientCapabilities()
        ),
        window=types.WindowClientCapabilities(
            show_document=types.ShowDocumentClientCapabilities(support=True)
        ),
        workspace=types.WorkspaceClientCapabilities(
            apply_edit=True,
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            text_document_content=types.TextDocumentContentClientCapabilities(),
        ),
    )


def _plain(position: types.Position) -> dict[str, int]:
    return {"line": position.line, "character": position.character}
