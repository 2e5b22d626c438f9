"""Every request, notification and command that the server answers, in one list.

A handler takes the parameters apart, makes one call and puts the answer together; the work is done
in the modules it calls.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from glossator import __version__
from glossator.lsp.documents import notebooks
from glossator.lsp.extensions import (
    PAGES_SCHEME,
    ActionKind,
    ClientMethod,
    Command,
    NextEditResult,
)
from glossator.lsp.features import (
    code_action,
    completion,
    documentation_hints,
    inline_completion,
    next_edit,
)
from glossator.lsp.features.commands import QUICK, load
from glossator.lsp.server.protocol import GlossatorProtocol
from glossator.lsp.server.server import GlossatorServer
from glossator.lsp.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping


def create_server() -> GlossatorServer:
    """A new server with everything registered with pygls."""
    server = GlossatorServer(
        "glossator",
        __version__,
        protocol_cls=GlossatorProtocol,
        notebook_document_sync=notebooks.SYNC,
    )
    _register_session(server)
    _register_changes(server)
    _register_requests(server)
    _register_next_edits(server)
    _register_documents(server)
    _register_notebooks(server)
    for command in Command:
        server.command(command)(partial(_run, server, command))
    return server


def _register_session(server: GlossatorServer) -> None:

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.session = Session(server, params)
        if completion.offered(server.session):
            server.feature(types.TEXT_DOCUMENT_COMPLETION, completion.OPTIONS)(complete)
        if documentation_hints.offered(server.session):
            server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, documentation_hints.OPTIONS)(diagnose)

    async def complete(params: types.CompletionParams) -> types.CompletionList:
        return await completion.complete(server.session, params)

    async def diagnose(
        params: types.DocumentDiagnosticParams,
    ) -> types.DocumentDiagnosticReport:
        return await documentation_hints.pull(server.session, params)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        await server.session.begin()

    @server.feature(types.SHUTDOWN)
    async def shutdown(_: None) -> None:
        await server.session.end()


def _register_changes(server: GlossatorServer) -> None:

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configuration_changed(params: types.DidChangeConfigurationParams) -> None:
        if await server.session.read_settings(_section(params.settings)):
            await server.session.warm_up()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders_changed(_: types.DidChangeWorkspaceFoldersParams) -> None:
        if await server.session.reload():
            await server.session.warm_up()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.session.backend.note_changes(each.uri for each in params.changes)


def _register_requests(server: GlossatorServer) -> None:

    @server.feature(types.TEXT_DOCUMENT_INLINE_COMPLETION, types.InlineCompletionOptions())
    async def inline_complete(params: types.InlineCompletionParams) -> types.InlineCompletionList:
        return await inline_completion.suggest(server.session, params)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=list(ActionKind)),
    )
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await code_action.offered(server.session, params)

    @server.feature(
        types.WORKSPACE_TEXT_DOCUMENT_CONTENT,
        types.TextDocumentContentOptions(schemes=[PAGES_SCHEME]),
    )
    def text_document_content(
        params: types.TextDocumentContentParams,
    ) -> types.TextDocumentContentResult:
        text = server.session.client.pages.read(params.uri)
        return types.TextDocumentContentResult(text=text or "This page is no longer kept.\n")


def _register_next_edits(server: GlossatorServer) -> None:

    @server.feature(ClientMethod.NEXT_EDIT)
    def next_edit_asked(params: next_edit.NextEditParams) -> NextEditResult:
        return next_edit.next_edit(server.session, params)

    @server.feature(ClientMethod.NEXT_EDIT_SHOWN)
    def next_edit_shown(params: next_edit.NextEditNote) -> None:
        server.session.backend.next_edits.note_shown(params.id)

    @server.feature(ClientMethod.NEXT_EDIT_REJECTED)
    def next_edit_rejected(params: next_edit.NextEditNote) -> None:
        server.session.backend.next_edits.note_rejected(params.id)


def _register_documents(server: GlossatorServer) -> None:

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.session.note_documents()
        server.session.backend.read_beside(params.text_document.uri)
        next_edit.follow(server.session, params.text_document.uri)
        documentation_hints.follow(server.session, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.session.backend.workspace.note_key()
        inline_completion.close_rejected_stream(server.session, params)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.session.backend.next_edits.note_saved(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.session.backend.forget(params.text_document.uri)
        server.session.client.pages.closed(params.text_document.uri)
        server.session.client.publish_diagnostics(params.text_document.uri, None, [])
        server.session.note_documents()
        server.session.note_closed()


def _register_notebooks(server: GlossatorServer) -> None:

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def notebook_opened(_: types.DidOpenNotebookDocumentParams) -> None:
        server.session.note_documents()

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def notebook_changed(params: types.DidChangeNotebookDocumentParams) -> None:
        for cell in notebooks.cells_closed(params.change):
            server.session.backend.engine.forget(cell.uri)
        server.session.note_documents()

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def notebook_closed(params: types.DidCloseNotebookDocumentParams) -> None:
        for cell in params.cell_text_documents:
            server.session.backend.engine.forget(cell.uri)
        server.session.note_documents()


async def _run(server: GlossatorServer, command: Command, *arguments: Any) -> Any:
    client, work = server.session.client, load(command)(server.session, arguments)
    if client.capabilities.heeds_no_answer and command not in QUICK:
        client.background_tasks.begin(work)
        return None
    return await work


def _section(settings: Any) -> Mapping[str, Any] | None:
    """Clients push either the section itself or a table that holds it."""
    if isinstance(settings, dict):
        section = settings.get("glossator", settings)
        return section if isinstance(section, dict) else None
    return None
