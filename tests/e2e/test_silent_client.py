"""A client that never answers leaves no command and no cancel unanswered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from glossator.lsp.extensions import CLIENT, Command, Flag
from tests.e2e.editor import environment
from tests.lsp.raw_client import Message, RawClient, running
from tests.lsp.tiny import CANCELLED
from tests.standin.scripts import Stall, speak
from tests.standin.server import Request, StandIn

URI = "file:///a.py"
CODE = "def add(a, b):\n    return a + b\n"
CAPABILITIES: dict[str, Any] = {
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "workspaceEdit": {"documentChanges": True},
        "textDocumentContent": {},
    },
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
}
WRITING = {
    Command.EXPLAIN: types.WINDOW_SHOW_DOCUMENT,
    Command.TEST_FILE: types.WINDOW_SHOW_DOCUMENT,
    Command.DOCUMENT: types.WORKSPACE_APPLY_EDIT,
    Command.DOCUMENT_ALL: types.WORKSPACE_APPLY_EDIT,
    Command.EDIT: types.WORKSPACE_APPLY_EDIT,
    Command.FIX: types.WORKSPACE_APPLY_EDIT,
    Command.ANNOTATE: types.WORKSPACE_APPLY_EDIT,
}
"""What each command asks of a client in the end."""


@pytest.fixture
async def client(tmp_path: Path, service: StandIn) -> AsyncIterator[RawClient]:
    service.answer = _answer
    async with running("tests.lsp.impatient_server", env=environment(tmp_path)) as client:
        options = {**service.options, CLIENT: {Flag.GROUPS_UNDO: True}}
        await client.initialize(options=options, **CAPABILITIES)
        yield client
        assert (await client.ask("shutdown"))["result"] is None


async def test_each_command_ends_in_an_error_that_says_what_the_client_owes(
    client: RawClient,
) -> None:
    for version, (command, method) in enumerate(WRITING.items()):
        _open(client, version)
        answer = await client.answer(_run(client, command))
        assert "did not answer" in answer["error"]["message"], command
        assert any(each.get("method") == method for each in client.received), command


@pytest.mark.parametrize("command", [Command.EXPLAIN, Command.DOCUMENT])
async def test_a_cancel_is_answered(client: RawClient, service: StandIn, command: Command) -> None:
    service.answer = lambda request: [*_answer(request)[:2], Stall()]
    _open(client, 0)
    pending = _run(client, command)
    await client.message(lambda it: it.get("method") == WRITING[command])
    client.notify("$/cancelRequest", {"id": pending})
    assert (await client.answer(pending))["error"]["code"] == CANCELLED


async def test_ghost_text_comes_all_the_same(client: RawClient) -> None:
    _open(client, 0)
    params = {
        "textDocument": {"uri": URI},
        "position": {"line": 1, "character": 4},
        "context": {"triggerKind": 2},
    }
    assert "result" in await client.ask("textDocument/inlineCompletion", params)


def _answer(request: Request) -> Any:
    if "Add type annotations" in request.prompt:
        return speak("def add(a: int, b: int) -> int:\n", "    return a + b\n")
    if "You document" in request.prompt:
        return speak("Adds two numbers.\n", "a: One.\nb: Other.\nReturns: The sum.\n")
    return speak("```python\n", "def add(a, b):\n    return b + a\n", "```\n")


def _open(client: RawClient, version: int) -> None:
    """Open the document anew, so that it is as it was."""
    client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    document: Message = {"uri": URI, "languageId": "python", "version": version, "text": CODE}
    client.notify("textDocument/didOpen", {"textDocument": document})


def _run(client: RawClient, command: Command) -> int:
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}
    problem = {"range": place, "message": "b comes first"}
    argument = {"uri": URI, "range": place, "instruction": "Swap.", "diagnostic": problem}
    params = {"command": command.value, "arguments": [argument]}
    return client.request("workspace/executeCommand", params)
