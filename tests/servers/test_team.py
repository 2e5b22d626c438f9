"""Several editors behind one router, as docs/team.md sets it up: who reads what, and what a dead
server costs. `make servers`."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase

import pytest
import pytest_asyncio
from pygls.exceptions import JsonRpcException

from glossator.models.ledger import WRITE_AFTER
from tests.e2e.editor import Buffer, Editor, environment, running
from tests.servers import results
from tests.servers.install import TOY_FIM
from tests.servers.running import Backend, Server, end, litellm, vllm_router, why_not

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETUPS = {
    "vllm-router": (vllm_router, "X-Session-Id"),
    "LiteLLM": (litellm, "x-litellm-session-id"),
}
SESSIONS, MOST_SESSIONS = 4, 16
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
LONGEST_AFTER = 5.0
"""Seconds without ghost text after a server was killed; more where it takes long anyway."""


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

    async def gets_ghost_text(self) -> bool:
        """Write a word's quote in another file, and ask for the word; whether it came."""
        name, word = ("".join(random.sample(ascii_lowercase, 6)) for _ in range(2))
        begun = f'{name} = "'
        text = f'{begun}"\nassert {name} == "{word}"\n'
        self.editor.close(self.buffer)
        self.buffer = self.editor.open(f"{name}.py", text)
        return bool(await self.editor.ghost(self.buffer, len(begun), invoked=True))

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


@dataclass(slots=True)
class Team:
    """The editors behind one router; `join` starts another."""

    name: str
    server: Server
    join: Callable[[], Awaitable[Session]]
    sessions: list[Session] = field(default_factory=list)

    def note(self, row: str, seen: str) -> None:
        """Note what was seen of a row, for the table."""
        results.note(results.TEAM, self.name, row, seen)


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=SETUPS)
async def team(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Team]:
    name = str(request.param)
    if reason := why_not(name):
        pytest.skip(f"{name}: {reason}")
    start, header = SETUPS[name]
    async with start(TOY_FIM) as server, AsyncExitStack() as stack:

        async def join() -> Session:
            number = len(made.sessions)
            root = tmp_path_factory.mktemp(f"session{number}")
            editor = await stack.enter_async_context(running(root))
            session = Session(editor, root, number)
            made.sessions.append(session)
            await session.begin(server, header)
            return session

        made = Team(name, server, join)
        for _ in range(SESSIONS):
            await join()
        yield made


async def test_each_editor_stays_at_its_server(team: Team) -> None:
    backends = team.server.backends
    read = [each.tokens_read for each in backends]
    sent = await _sent(team.sessions)

    async def write(session: Session) -> None:
        for _ in range(REQUESTS):
            await session.type_on()

    await asyncio.gather(*map(write, team.sessions))
    while not all(new := _read_since(read, backends)) and len(team.sessions) < MOST_SESSIONS:
        await write(await team.join())  # chance may send four to the same server
    sent = await _sent(team.sessions) - sent
    team.note("editors", str(len(team.sessions)))
    team.note("tokens sent", f"{sent:,}")
    team.note("tokens read by each server", " / ".join(f"{each:,}" for each in new))
    team.note("read anew", f"{100 * sum(new) / sent:.0f} %")
    assert all(new), "a server had nothing to do"
    assert sum(new) <= MOST_READ * sent


async def test_a_dead_server_is_met_once(team: Team) -> None:
    """The last one: the server that had most to do is missing after it."""
    sessions, backends = team.sessions, team.server.backends
    await asyncio.gather(*map(_until_ghost_text, sessions))
    read = [each.tokens_read for each in backends]
    typing = [asyncio.create_task(_gaps(session)) for session in sessions]
    await asyncio.sleep(TYPED_BEFORE)
    for session in sessions:
        session.editor.client.messages.clear()
    new = _read_since(read, backends)
    killed_at = time.monotonic()
    end(backends[new.index(max(new))].process)
    gaps = [gap for each in await asyncio.gather(*typing) for gap in each]
    messages = [len(session.editor.messages) for session in sessions]
    well = max(end - begin for begin, end in gaps if end <= killed_at)
    dead = max(end - max(begin, killed_at) for begin, end in gaps if end > killed_at)
    team.note("longest wait for ghost text, all servers well", f"{well:.1f} s")
    team.note("longest wait for ghost text after a server was killed", f"{dead:.1f} s")
    team.note("messages in an editor", f"{max(messages)} at most")
    assert max(messages) <= 1
    assert dead <= max(LONGEST_AFTER, 2 * well)


def _read_since(read: Sequence[int], backends: Sequence[Backend]) -> list[int]:
    return [each.tokens_read - before for each, before in zip(backends, read, strict=True)]


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
