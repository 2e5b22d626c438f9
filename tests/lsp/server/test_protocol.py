"""The protocol over real pipes: a server process, and a client that says anything."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from glossator.lsp.server.base_server import LONG
from tests.lsp.fuzz import mutated, plausible
from tests.lsp.raw_client import Message, RawClient, frame, running
from tests.lsp.tiny import (
    CANCELLED,
    DOCUMENT,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    PARSE_ERROR,
    TINY,
    URI,
    WHERE,
    code,
    command,
    ends_well,
    still_serves,
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def long_lived() -> AsyncIterator[RawClient]:
    async with running(TINY) as client:
        await client.initialize()
        yield client


@pytest.fixture
def shared(long_lived: RawClient) -> RawClient:
    """One initialized server for all tests that leave no trace in it."""
    long_lived.received.clear()
    return long_lived


on_the_shared_server = pytest.mark.asyncio(loop_scope="module")


# Requests that cannot be answered as they are


@on_the_shared_server
@pytest.mark.parametrize(
    "params",
    [{}, [], 5, "x", {"textDocument": {"uri": URI}}, {**WHERE, "position": {"line": "one"}}],
)
async def test_malformed_parameters_are_answered_as_such(shared: RawClient, params: Any) -> None:
    answer = await shared.ask("textDocument/hover", params)
    assert code(answer) == INVALID_PARAMS
    assert "textDocument/hover" in answer["error"]["message"]
    assert await still_serves(shared)


@on_the_shared_server
async def test_missing_parameters_are_answered_as_such(shared: RawClient) -> None:
    assert code(await shared.ask("textDocument/hover")) == INVALID_PARAMS


@on_the_shared_server
@pytest.mark.parametrize("method", ["textDocument/rename", "tiny/nonsense", "textDocument/didOpen"])
async def test_a_request_that_nobody_serves_is_answered_as_such(
    shared: RawClient, method: str
) -> None:
    assert code(await shared.ask(method, {"textDocument": DOCUMENT})) == METHOD_NOT_FOUND


@on_the_shared_server
@pytest.mark.parametrize(
    "params", [command("nonsense"), command("add", 1), command("add", 1, 2, 3), {"command": 5}]
)
async def test_a_command_that_cannot_be_called_is_answered_as_such(
    shared: RawClient, params: Message
) -> None:
    answer = await shared.ask("workspace/executeCommand", params)
    assert code(answer) == INVALID_PARAMS
    assert await still_serves(shared)


async def test_a_failing_handler_tells_the_client_nothing_but_that(client: RawClient) -> None:
    answer = await client.ask("textDocument/definition", WHERE)
    assert code(answer) == INTERNAL_ERROR
    assert "data" not in answer["error"]
    assert "secret path" not in json.dumps(answer)
    client.notify("exit")
    await client.exit_code()
    log = await client.log()
    assert "secret path" in log
    assert "Traceback" in log


@on_the_shared_server
async def test_a_result_that_json_cannot_say_is_an_internal_error(shared: RawClient) -> None:
    assert code(await shared.ask("textDocument/declaration", WHERE)) == INTERNAL_ERROR


async def test_a_failing_notification_reaches_the_log_and_not_the_user(client: RawClient) -> None:
    client.notify("textDocument/didSave", {"textDocument": {"uri": URI}})
    assert await still_serves(client)
    assert [message for message in client.received if "method" in message] == []
    client.notify("exit")
    await client.exit_code()
    assert "secret path" in await client.log()


# Messages that are none


@on_the_shared_server
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", PARSE_ERROR),
        (b"\xff\xfe", PARSE_ERROR),
        (b"[" * 100_000, PARSE_ERROR),
        (b'{"jsonrpc": "2.0", "id": ' + b"1" * 5000 + b"}", PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b"null", INVALID_REQUEST),
        (b"{}", INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": null, "method": "shutdown"}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "shutdown"}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": true, "method": "shutdown"}', INVALID_REQUEST),
    ],
)
async def test_what_is_no_message_is_answered_without_an_id(
    shared: RawClient, body: bytes, expected: int
) -> None:
    shared.send_raw(frame(body))
    answer = await shared.answer(None)
    assert code(answer) == expected
    assert await still_serves(shared)


@on_the_shared_server
@pytest.mark.parametrize("wrong", [{"jsonrpc": "1.0"}, {"method": 5}, {"method": None}])
async def test_a_request_in_the_wrong_form_is_answered_with_its_id(
    shared: RawClient, wrong: Message
) -> None:
    shared.send({"jsonrpc": "2.0", "id": "mine", "method": "textDocument/hover"} | wrong)
    assert code(await shared.answer("mine")) == INVALID_REQUEST


@on_the_shared_server
@pytest.mark.parametrize(
    "damage",
    [
        b"Content-Length: 4\r\n\r\n{}{}{}",
        b"Content-Length: -4\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"x" * 1_000_000,
        bytes(range(256)) * 8,
    ],
)
async def test_a_damaged_header_is_passed_over(shared: RawClient, damage: bytes) -> None:
    shared.send_raw(damage)
    shared.send_raw(b"\n")
    assert await still_serves(shared)


async def test_a_header_may_be_spelled_differently(client: RawClient) -> None:
    body = b'{"jsonrpc":"2.0","id":"mine","method":"shutdown"}'
    client.send_raw(b"content-type: x\r\ncontent-length:%d\r\n\r\n%b" % (len(body), body))
    assert (await client.answer("mine"))["result"] is None


async def test_a_message_in_pieces_is_one_message(client: RawClient) -> None:
    for byte in frame(b'{"jsonrpc":"2.0","id":"mine","method":"shutdown"}'):
        client.send_raw(bytes([byte]))
        await asyncio.sleep(0)
    assert (await client.answer("mine"))["result"] is None


@on_the_shared_server
async def test_a_key_named_jsonrpc_within_parameters_is_only_a_key(shared: RawClient) -> None:
    nested = {"jsonrpc": "2.0", "id": 1, "method": "shutdown", "result": {"jsonrpc": "2.0"}}
    answer = await shared.ask("textDocument/hover", {**WHERE, "data": nested})
    assert answer["result"] == {"contents": ""}


@on_the_shared_server
async def test_what_a_command_prints_does_not_reach_the_client(shared: RawClient) -> None:
    assert (await shared.ask("workspace/executeCommand", command("print")))["result"] is None
    assert await still_serves(shared)


@on_the_shared_server
async def test_initialize_is_accepted_once(shared: RawClient) -> None:
    assert code(await shared.ask("initialize", {"processId": None, "capabilities": {}})) == (
        INVALID_REQUEST
    )


# Cancelling, and answers that come late


@on_the_shared_server
async def test_a_cancellation_reaches_the_command(shared: RawClient) -> None:
    pending = shared.request("workspace/executeCommand", command("wait"))
    await shared.message(lambda m: m.get("method") == "tiny/waiting")
    shared.notify("$/cancelRequest", {"id": pending})
    assert code(await shared.answer(pending)) == CANCELLED
    await shared.message(lambda m: m.get("method") == "tiny/cancelled")
    assert await still_serves(shared)


@on_the_shared_server
@pytest.mark.parametrize("wrong", [{"id": 999}, {"id": None}, {}, {"id": [1]}, None])
async def test_a_cancellation_of_nothing_is_no_fault(shared: RawClient, wrong: Any) -> None:
    shared.notify("$/cancelRequest", wrong)
    assert await still_serves(shared)


async def test_a_late_answer_is_passed_over(client: RawClient) -> None:
    pending = client.request("workspace/executeCommand", command("edit"))
    asked = await client.message(lambda m: m.get("method") == "workspace/applyEdit")
    client.notify("$/cancelRequest", {"id": pending})
    assert code(await client.answer(pending)) == CANCELLED
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": True}})
    assert await still_serves(client)
    assert await ends_well(client)
    assert await client.log() == ""
    found = [message["method"] for message in client.received if "method" in message]
    assert found == ["workspace/applyEdit", "tiny/shutdown"]  # and no window/showMessage


@on_the_shared_server
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"result": {"applied": True}}, None),
        ({"result": {"applied": True}, "error": None}, None),
        ({"result": 5}, INTERNAL_ERROR),
        ({"error": {"code": -32001, "message": "no"}}, -32001),
        ({"error": "no"}, INTERNAL_ERROR),
    ],
)
async def test_an_answer_always_reaches_who_waits_for_it(
    shared: RawClient, answer: Message, expected: int | None
) -> None:
    pending = shared.request("workspace/executeCommand", command("edit"))
    asked = await shared.message(lambda m: m.get("method") == "workspace/applyEdit")
    shared.send({"jsonrpc": "2.0", "id": asked["id"]} | answer)
    assert code(await shared.answer(pending)) == expected


@on_the_shared_server
async def test_the_client_cannot_answer_its_own_request(shared: RawClient) -> None:
    pending = shared.request("workspace/executeCommand", command("wait"))
    await shared.message(lambda m: m.get("method") == "tiny/waiting")
    shared.send({"jsonrpc": "2.0", "id": pending, "result": None})
    shared.notify("$/cancelRequest", {"id": pending})
    assert code(await shared.answer(pending)) == CANCELLED


# Documents


async def test_a_request_sees_the_buffer_as_it_was_when_it_was_asked(client: RawClient) -> None:
    client.notify("textDocument/didOpen", {"textDocument": DOCUMENT})
    asked = []
    for version in range(2, 30):
        change = {"text": f"version {version}"}
        identifier = {"uri": URI, "version": version}
        client.notify(
            "textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]}
        )
        asked.append(client.request("textDocument/hover", WHERE))
    answers = [(await client.answer(msg_id))["result"]["contents"] for msg_id in asked]
    assert answers == [f"version {version}" for version in range(2, 30)]


async def test_a_long_document_holds_up_nothing_and_those_after_it_wait(client: RawClient) -> None:
    text = "x\n" * LONG
    client.notify("textDocument/didOpen", {"textDocument": DOCUMENT | {"text": text}})
    start = {"line": 0, "character": 0}
    change = {"range": {"start": start, "end": start}, "text": "first "}
    identifier = {"uri": URI, "version": 2}
    client.notify(
        "textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]}
    )
    answer = await client.ask("textDocument/hover", WHERE)
    assert answer["result"]["contents"] == f"first {text}"


@on_the_shared_server
async def test_a_change_of_a_closed_document_is_passed_over(shared: RawClient) -> None:
    identifier = {"uri": URI, "version": 2}
    change = {"textDocument": identifier, "contentChanges": [{"text": "two"}]}
    shared.notify("textDocument/didChange", change)
    answer = await shared.ask("textDocument/hover", WHERE)
    assert answer["result"] == {"contents": ""}


@on_the_shared_server
async def test_a_file_that_is_not_open_is_not_read(shared: RawClient) -> None:
    place = WHERE | {"textDocument": {"uri": Path(__file__).as_uri()}}
    assert (await shared.ask("textDocument/hover", place))["result"] == {"contents": ""}


async def test_no_record_is_kept_of_what_is_done(client: RawClient) -> None:
    client.notify("textDocument/didOpen", {"textDocument": DOCUMENT})
    for _ in range(50):
        client.notify("textDocument/didSave", {"textDocument": {"uri": URI}})
        client.request("textDocument/hover", WHERE)
    answer = await client.ask("workspace/executeCommand", command("records"))
    assert answer["result"] <= 2  # the question itself


# Capabilities


async def test_text_document_content_is_offered_to_a_client_that_takes_it(fresh: RawClient) -> None:
    answer = await fresh.initialize(workspace={"textDocumentContent": {}})
    assert answer["result"]["capabilities"]["workspace"]["textDocumentContent"] == {
        "schemes": ["tiny"]
    }
    content = await fresh.ask("workspace/textDocumentContent", {"uri": "tiny:x"})
    assert content["result"] == {"text": "tiny:x"}


async def test_text_document_content_is_not_offered_to_others(fresh: RawClient) -> None:
    answer = await fresh.initialize()
    assert "textDocumentContent" not in answer["result"]["capabilities"]["workspace"]


# Anything at all

FUZZED_MESSAGES = 4000


async def test_nothing_that_a_client_sends_goes_unanswered_or_ends_the_server(
    client: RawClient,
) -> None:
    chance = random.Random(20_261_123)
    expected: list[str] = []
    for number in range(FUZZED_MESSAGES):
        message = mutated(plausible(chance, f"fuzz {number}"), chance)
        if isinstance(message.get("id"), str):
            expected.append(message["id"])
        client.send(message)
        if number % 10 == 0:
            client.send_raw(frame(chance.randbytes(chance.randrange(40))))
            client.send_raw(b"Content-Length: 7\r\n\r\n{}")
            client.send_raw(chance.randbytes(40).replace(b"\n", b"") + b"\n")
    assert await ends_well(client)
    answered = [message["id"] for message in client.received if "method" not in message]
    assert sorted(filter(lambda i: str(i).startswith("fuzz"), answered)) == sorted(expected)
    assert "could not be handled" not in (log := await client.log()), log
