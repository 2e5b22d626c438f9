"""The life of a server: from `initialize` to its end, whoever brings that about."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from tests.liveness import LIVENESS
from tests.lsp.raw_client import RawClient, frame, running
from tests.lsp.tiny import (
    CANCELLED,
    DOCUMENT,
    INVALID_PARAMS,
    INVALID_REQUEST,
    NOT_INITIALIZED,
    TINY,
    URI,
    WHERE,
    code,
    command,
    ends_well,
    still_serves,
)


async def test_before_initialize_every_request_is_refused(fresh: RawClient) -> None:
    fresh.notify("textDocument/didOpen", {"textDocument": DOCUMENT})
    assert code(await fresh.ask("textDocument/hover", WHERE)) == NOT_INITIALIZED
    assert code(await fresh.ask("shutdown")) == NOT_INITIALIZED
    assert "result" in await fresh.initialize()


async def test_initialize_may_be_asked_again_after_malformed_parameters(fresh: RawClient) -> None:
    assert code(await fresh.ask("initialize", {"capabilities": 5})) == INVALID_PARAMS
    assert "result" in await fresh.initialize()


async def test_after_shutdown_every_request_is_refused(client: RawClient) -> None:
    await client.ask("shutdown")
    assert code(await client.ask("textDocument/hover", WHERE)) == INVALID_REQUEST
    assert code(await client.ask("shutdown")) == INVALID_REQUEST
    client.notify("exit")
    assert await client.exit_code() == 0


async def test_shutdown_is_answered_while_a_command_runs(client: RawClient) -> None:
    pending = [client.request("workspace/executeCommand", command("wait")) for _ in range(3)]
    await client.message(lambda m: m.get("method") == "tiny/waiting")
    assert await ends_well(client)
    assert [code(await client.answer(msg_id)) for msg_id in pending] == [CANCELLED] * 3
    found = [message["method"] for message in client.received if "method" in message]
    assert found == ["tiny/waiting"] * 3 + ["tiny/cancelled"] * 3 + ["tiny/shutdown"]


async def test_shutdown_is_answered_while_the_client_is_asked(client: RawClient) -> None:
    pending = client.request("workspace/executeCommand", command("edit"))
    await client.message(lambda m: m.get("method") == "workspace/applyEdit")
    assert await ends_well(client)
    assert code(await client.answer(pending)) == CANCELLED


async def test_exit_without_shutdown_is_a_failure(client: RawClient) -> None:
    client.notify("exit")
    assert await client.exit_code() == 1


async def test_exit_before_initialize_is_a_failure(fresh: RawClient) -> None:
    fresh.notify("exit")
    assert await fresh.exit_code() == 1


@pytest.mark.parametrize("waiting", ["wait", "restore"])
async def test_the_server_ends_with_its_stdin(client: RawClient, waiting: str) -> None:
    client.request("workspace/executeCommand", command(waiting))
    await client.message(lambda m: m.get("method") == "tiny/waiting")
    assert client.process.stdin is not None
    client.process.stdin.close()
    assert await client.exit_code() == 1


async def test_the_server_ends_with_its_stdin_while_the_client_is_asked(client: RawClient) -> None:
    client.request("workspace/executeCommand", command("edit"))
    await client.message(lambda m: m.get("method") == "workspace/applyEdit")
    assert client.process.stdin is not None
    client.process.stdin.close()
    assert await client.exit_code() == 1


async def test_the_server_ends_quietly_while_a_notification_is_handled(client: RawClient) -> None:
    client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    await client.message(lambda m: m.get("method") == "tiny/waiting")
    client.notify("exit")
    assert await client.exit_code() == 1
    assert "Traceback" not in await client.log()


async def test_the_server_ends_quietly_when_nobody_reads_its_stdout() -> None:
    reading, writing = os.pipe()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", TINY, stdin=asyncio.subprocess.PIPE, stdout=writing,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    os.close(writing)
    os.close(reading)
    assert process.stdin is not None
    process.stdin.write(frame(b'{"jsonrpc":"2.0","id":1,"method":"shutdown"}') * 3)
    _, log = await asyncio.wait_for(process.communicate(), LIVENESS)
    assert process.returncode == 1
    assert b"Traceback" not in log


async def test_the_server_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLL_SECONDS", "0.05")
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=-1)
    async with running(TINY) as client:
        await client.initialize(process_id=parent.pid)
        assert await still_serves(client)
        parent.kill()
        await parent.wait()
        assert await client.exit_code() == 1
        assert "is gone" in await client.log()


async def test_a_parent_that_cannot_be_seen_is_not_missed() -> None:
    ended = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await ended.wait()
    async with running(TINY) as contained:
        await contained.initialize(process_id=ended.pid)
        assert await still_serves(contained)
        assert await ends_well(contained)
