"""A server with little more than the protocol in it: what it is asked for, it does badly."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import Any, BinaryIO

from lsprotocol import types

from glossator.lsp.server import parent_process, stdio
from glossator.lsp.server.base_server import BaseServer
from glossator.lsp.server.protocol import GlossatorProtocol
from glossator.lsp.server.start import over_stdio


def create() -> BaseServer:
    server = BaseServer("tiny", "1", protocol_cls=GlossatorProtocol)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def text_of(params: types.HoverParams) -> types.Hover:
        document = server.workspace.get_text_document(params.text_document.uri)
        return types.Hover(document.source)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def fail(params: types.DefinitionParams) -> None:
        raise OSError(f"secret path {__file__}")

    @server.feature(types.TEXT_DOCUMENT_DECLARATION)
    async def answer_what_json_cannot_say(params: types.DeclarationParams) -> Any:
        return {1j}

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def fail_unasked(params: types.DidSaveTextDocumentParams) -> None:
        raise OSError(f"secret path {__file__}")

    @server.feature(
        types.WORKSPACE_TEXT_DOCUMENT_CONTENT, types.TextDocumentContentOptions(schemes=["tiny"])
    )
    def content(params: types.TextDocumentContentParams) -> types.TextDocumentContentResult:
        return types.TextDocumentContentResult(params.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def wait_unasked(params: types.DidCloseTextDocumentParams) -> None:
        server.protocol.notify("tiny/waiting")
        await asyncio.Event().wait()

    @server.feature(types.SHUTDOWN)
    async def shut_down(_: None) -> None:
        server.protocol.notify("tiny/shutdown")

    @server.command("add")
    def add(one: int, other: int) -> int:
        return one + other

    @server.command("wait")
    async def wait() -> None:
        """Wait for ever, and say how it ended."""
        server.protocol.notify("tiny/waiting")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            server.protocol.notify("tiny/cancelled")
            raise

    @server.command("edit")
    async def edit() -> str:
        """Ask the client for an edit, and say what it answered."""
        params = types.ApplyWorkspaceEditParams(types.WorkspaceEdit())
        return str(await server.workspace_apply_edit_async(params))

    @server.command("restore")
    async def restore() -> None:
        """Wait for ever, and ask the client for an edit when that is cancelled."""
        server.protocol.notify("tiny/waiting")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.shield(edit())
            raise

    @server.command("print")
    def print_something() -> None:
        print("not a message")

    @server.command("records")
    def records() -> int:
        """How many requests and notifications the server still keeps a record of."""
        return len(server.protocol._request_futures)

    return server


async def _serve(stdin: BinaryIO, stdout: BinaryIO) -> int:
    return await create().serve(stdio.bodies(stdin), stdio.Writer(stdout))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    parent_process.POLL_SECONDS = float(os.environ.get("POLL_SECONDS", parent_process.POLL_SECONDS))
    sys.exit(over_stdio(_serve))
