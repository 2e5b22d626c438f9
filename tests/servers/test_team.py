"""Several editors behind one router, as docs/team.md sets it up: who reads what, and what a dead
server costs. `make servers`."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest
import pytest_asyncio
from pygls.exceptions import JsonRpcException

from glossator.models.ledger import WRITE_AFTER
from tests.e2e.editor import Buffer, Editor, environment, running
from tests.servers import results
from tests.servers.running import Server, end, litellm, vllm_router

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETUPS = {
    "vllm-router": (vllm_router, "X-Session-Id"),
    "LiteLLM": (litellm, "x-litellm-session-id"),
}
SESSIONS = 4
REQUESTS = 40
TYPED = """\
    ordered = sorted(orders, key=lambda order: order.total(), reverse=True)
    biggest = [order for order in ordered if order.total() > count * 3]
    return biggest[: min(count, len(ordered))] or list(ordered)
"""
STEP = len(TYPED) // REQUESTS
TYPED_BEFORE, TYPED_AFTER = 8.0, 15.0
"""Seconds in which each editor asks for ghost text, before and after a server is killed."""
MOST_READ = 0.22
"""The share of the tokens sent that may be read anew."""


class Session:
    """An editor in a process of its own, in which someone types."""

    def __init__(self, editor: Editor, root: Path, number: int) -> None:
        self.editor = editor
        self.root = root
        self.number = number
        self._typed = 0

    async def begin(self, server: Server, header: str) -> None:
        """Start to write in a file of one's own."""
        options = {
            "baseUrl": server.base_url,
            "apiKey": server.key,
            "codeModel": server.model,
            "proseModel": server.model,
            "sessionHeader": header,
            "completionDeadline": 280,
            "stallTimeout": 280,
        }
        await self.editor.initialize(options=options)
        await self.editor.run("glossator.status", {"wait": True})
        functions = "".join(
            f"def total_{self.number}_{n}(prices):\n    return sum(prices) * {n}\n\n\n"
            for n in range(8)
        )
        self.text = f"{functions}def biggest(orders, count):\n"
        self.buffer: Buffer = self.editor.open(f"orders_{self.number}.py", self.text)

    async def type_on(self) -> bool:
        """Type a few characters and ask for ghost text; whether any came."""
        more = TYPED[self._typed : self._typed + STEP] or "\n    count += 1"
        self._typed += STEP
        self.editor.type(self.buffer, len(self.buffer.text), more)
        return bool(await self.editor.ghost(self.buffer, len(self.buffer.text), invoked=True))

    def begin_another(self) -> None:
        """Begin a short file, of which each request reads little."""
        self.text = "def total(orders):\n    total = 0\n    for order in orders:"
        self.buffer = self.editor.open(f"short_{self.number}.py", self.text)
        self._lines = 0

    async def gets_ghost_text(self) -> bool:
        """Begin another line, and ask for its rest; whether any came."""
        self._lines += 1
        begun = f"\n        total += order.price_{self._lines} *"
        self.editor.type(self.buffer, len(self.buffer.text), begun)
        return bool(await self.editor.ghost(self.buffer, len(self.buffer.text), invoked=True))

    def tokens_sent(self) -> int:
        """The tokens of all prompts, as the server counted them, from the editor's own ledger."""
        printed = subprocess.run(
            [sys.executable, "-m", "glossator", "usage", "--json"],
            env=environment(self.root / ".home"),
            capture_output=True,
            check=True,
        )
        entries = json.loads(printed.stdout)["entries"]
        return sum(entry["prompt_tokens"] for entry in entries)


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=SETUPS)
async def team(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[str, Server, list[Session]]]:
    name = str(request.param)
    start, header = SETUPS[name]
    async with start() as server, AsyncExitStack() as stack:
        sessions = []
        for number in range(SESSIONS):
            root = tmp_path_factory.mktemp(f"session{number}")
            editor = await stack.enter_async_context(running(root))
            sessions.append(Session(editor, root, number))
        await asyncio.gather(*(each.begin(server, header) for each in sessions))
        yield name, server, sessions


def _note(name: str, row: str, seen: str) -> None:
    results.note(results.TEAM, name, row, seen)


async def test_each_editor_stays_at_its_server(team: tuple[str, Server, list[Session]]) -> None:
    name, server, sessions = team
    read = [each.tokens_read for each in server.backends]
    sent = await _sent(sessions)

    async def write(session: Session) -> None:
        for _ in range(REQUESTS):
            await session.type_on()

    await asyncio.gather(*map(write, sessions))
    read = [each.tokens_read - before for each, before in zip(server.backends, read, strict=True)]
    sent = await _sent(sessions) - sent
    _note(name, "tokens sent", f"{sent:,}")
    _note(name, "tokens read by each server", " / ".join(f"{each:,}" for each in read))
    _note(name, "read anew", f"{100 * sum(read) / sent:.0f} %")
    assert all(read), "a server had nothing to do"
    assert sum(read) <= MOST_READ * sent


async def test_a_dead_server_is_met_once(team: tuple[str, Server, list[Session]]) -> None:
    """The last one: the server that had most to do is missing after it."""
    name, server, sessions = team
    for session in sessions:
        session.begin_another()
    await asyncio.gather(*map(_until_ghost_text, sessions))
    read = [each.tokens_read for each in server.backends]
    typing = [asyncio.create_task(_gaps(session)) for session in sessions]
    await asyncio.sleep(TYPED_BEFORE)
    for session in sessions:
        session.editor.client.messages.clear()
    read = [each.tokens_read - before for each, before in zip(server.backends, read, strict=True)]
    killed_at = time.monotonic()
    end(server.backends[read.index(max(read))].process)
    gaps = [gap for each in await asyncio.gather(*typing) for gap in each]
    messages = [len(session.editor.messages) for session in sessions]
    well = max(end - begin for begin, end in gaps if end <= killed_at)
    dead = max(end - max(begin, killed_at) for begin, end in gaps if end > killed_at)
    _note(name, "longest wait for ghost text, all servers well", f"{well:.1f} s")
    _note(name, "longest wait for ghost text after a server was killed", f"{dead:.1f} s")
    _note(name, "messages in an editor", f"{max(messages)} at most")
    assert max(messages) <= 1


async def _gaps(session: Session) -> list[tuple[float, float]]:
    """The times from one ghost text to the next, of someone who asks again and again."""
    begin, found = time.monotonic(), []
    until = begin + TYPED_BEFORE + TYPED_AFTER
    while begin < until:
        await _until_ghost_text(session)
        found.append((begin, time.monotonic()))
        begin = time.monotonic()
    return found


async def _sent(sessions: list[Session]) -> int:
    await asyncio.sleep(WRITE_AFTER + 1)
    return sum([await asyncio.to_thread(each.tokens_sent) for each in sessions])


async def _until_ghost_text(session: Session) -> None:
    while True:
        with suppress(JsonRpcException):  # what the service failed with
            if await session.gets_ghost_text():
                return
        await asyncio.sleep(0.2)
