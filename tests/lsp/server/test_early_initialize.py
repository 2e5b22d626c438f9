"""The early answer to `initialize` is the one that the server itself would give."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygls.protocol import default_converter

from glossator.lsp.server.early_initialize import early_initialize
from glossator.lsp.server.messages import read_message
from glossator.lsp.server.registration import create_server
from tests.e2e.editor import NAMES, capabilities
from tests.lsp.raw_client import running

Json = dict[str, Any]


def initialize(client: Json, options: Any = None) -> bytes:
    params = {"processId": None, "capabilities": client, "initializationOptions": options}
    message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
    return json.dumps(message).encode()


def answer_of_the_server(body: bytes) -> Json:
    server, sent = create_server(), Sent()
    server.protocol.set_writer(sent)
    server.protocol.receive(read_message(body))
    (answer,) = [message for message in sent.messages if "id" in message]
    return answer


class Sent:
    """A writer that keeps what is sent."""

    def __init__(self) -> None:
        self.messages: list[Json] = []

    def write(self, data: bytes) -> None:
        self.messages.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        pass


def plain(answer: Any) -> Any:
    """Without what is false: the protocol takes it for absent."""
    if isinstance(answer, dict):
        return {name: plain(value) for name, value in answer.items() if value is not False}
    return [plain(each) for each in answer] if isinstance(answer, list | tuple) else answer


def check(body: bytes) -> None:
    early = early_initialize(body)
    assert plain(early) == plain(answer_of_the_server(body)), (
        "early_initialize.py has to say what registration.py registers"
    )


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("kind", NAMES)
def test_every_editor_is_greeted_as_the_server_would(kind: str, inline: bool) -> None:
    client = default_converter().unstructure(capabilities(kind, inline=inline))
    check(initialize(json.loads(json.dumps(client))))


CLIENTS = st.fixed_dictionaries(
    {},
    optional={
        "general": st.fixed_dictionaries(
            {},
            optional={
                "positionEncodings": st.lists(
                    st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-7"]), min_size=1
                )
            },
        ),
        "workspace": st.sampled_from([{}, {"textDocumentContent": {}}]),
        "textDocument": st.sampled_from(
            [
                {},
                {"inlineCompletion": {}},
                {"diagnostic": {}},
                {"synchronization": {"willSave": True}},
            ]
        ),
        "notebookDocument": st.sampled_from([None, {"synchronization": {}}]),
    },
)
OPTIONS: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        {},
        {"completionMenu": "always"},
        {"completionMenu": "never"},
        {"completionMenu": "nonsense"},
        {"client": {"status": True}},
        [],
    ]
)


@settings(max_examples=40)
@given(CLIENTS, OPTIONS)
def test_any_client_is_greeted_as_the_server_would(client: Json, options: Any) -> None:
    check(initialize(client, options))


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[" * 100_000,
        b"[]",
        b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}',
        b'{"jsonrpc": "2.0", "method": "initialize", "params": {"capabilities": {}}}',
        b'{"jsonrpc": "2.0", "id": true, "method": "initialize", "params": {"capabilities": {}}}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": 5}}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": []}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "initialize"}',
    ],
)
def test_what_is_no_sound_initialize_is_left_to_the_protocol(body: bytes) -> None:
    assert early_initialize(body) is None


SERVE = ("glossator", "serve")


async def test_what_is_sent_at_once_is_answered_in_order() -> None:
    async with running(*SERVE) as client:
        first = client.request("initialize", {"processId": None, "capabilities": {}})
        client.notify("initialized", {})
        document = {"uri": "file:///a.py", "languageId": "python", "version": 1, "text": "a = 1\n"}
        client.notify("textDocument/didOpen", {"textDocument": document})
        where = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}}
        asked = {"textDocument": {"uri": "file:///a.py"}, "range": where}
        second = client.request("textDocument/codeAction", asked | {"context": {"diagnostics": []}})
        third = client.request("glossator/nonsense")
        assert (await client.answer(third))["error"]["code"] == -32601
        assert "result" in await client.answer(second)
        assert client.received[0]["id"] == first
        ids = [message["id"] for message in client.received if "id" in message]
        assert sorted(ids) == [1, 2, 3], "a menu may be made beside what comes after it"
        assert (await client.ask("shutdown"))["result"] is None
        client.notify("exit")
        assert await client.exit_code() == 0


async def test_a_client_that_cannot_be_read_is_served_all_the_same() -> None:
    newer: Json = {"textDocument": {"codeAction": {"tagSupport": {"valueSet": [1, 999]}}}}
    async with running(*SERVE) as client:
        answer = await client.initialize(**newer, general={"positionEncodings": ["utf-8"]})
        assert answer["result"]["capabilities"]["positionEncoding"] == "utf-8"
        assert (await client.ask("shutdown"))["result"] is None
        client.notify("exit")
        assert await client.exit_code() == 0
        assert "value_set" in await client.log()
        assert [message["id"] for message in client.received] == [1, 2]


async def test_an_unknown_kind_of_trace_does_not_matter() -> None:
    async with running(*SERVE) as client:
        client.request("initialize", {"processId": None, "trace": "compact", "capabilities": {}})
        assert (await client.ask("shutdown"))["result"] is None
        client.notify("exit")
        assert await client.exit_code() == 0


async def test_a_client_whose_folder_cannot_be_read_is_not_served() -> None:
    async with running(*SERVE) as client:
        client.request("initialize", {"workspaceFolders": 5, "processId": None, "capabilities": {}})
        assert await client.exit_code() == 1
        assert "workspace_folders" in await client.log()
        assert [message["id"] for message in client.received] == [1]


async def test_a_malformed_initialize_may_be_asked_again() -> None:
    async with running(*SERVE) as client:
        refused = await client.ask("initialize", {"capabilities": 5})
        assert refused["error"]["code"] == -32602
        assert "result" in await client.initialize()


async def test_a_client_that_is_gone_at_once_ends_the_server() -> None:
    async with running(*SERVE) as client:
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert await client.exit_code() == 1
        assert await client.log() == ""


async def test_a_client_that_is_gone_after_its_initialize_ends_the_server() -> None:
    async with running(*SERVE) as client:
        client.request("initialize", {"processId": None, "capabilities": {}})
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert await client.exit_code() == 1


async def test_the_server_ends_with_the_editor_that_started_it() -> None:
    editor = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=-1)
    async with running(*SERVE) as client:
        await client.initialize(process_id=editor.pid)
        assert await client.ask("workspace/executeCommand", {"command": "glossator.status"})
        editor.kill()
        await editor.wait()
        assert await client.exit_code() == 1
