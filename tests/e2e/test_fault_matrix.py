"""Every fault of a service at every action: one sentence, one answer, nothing lost, nothing left.

One server process for each wire of ghost text; what the service does changes from cell to cell.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
import trustme
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Buffer, Editor, running
from tests.e2e.faults import FAULTS, NOTHING, WELL, Good
from tests.e2e.watched import LEFT
from tests.liveness import LIVENESS
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import Reply, Script, speak
from tests.standin.server import CHAT, Request, StandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

CODE = "def total(prices):\n    return sum(prices)\n\n\nprint(total([1]))\n"
GHOST_CODE = "def total(prices):\n    return "
MOST_GROWTH = 60.0
"""Megabytes over all cells: caches that fill, the allocator's own, and no answer of a service."""

GOOD: Mapping[str, Mapping[str, Good]] = {
    "ghost": {"chat": speak("return ", "sum(prices)"), "fim": speak("sum", "(prices)")},
    "explain": {"chat": speak("It adds ", "the prices.")},
    "document": {"chat": speak("Add the prices.\n", "prices: What to add.\n")},
    "edit": {"chat": speak("```python\n", "def total(prices):\n", "    return 0\n", "```\n")},
}
PATIENT = {"stallTimeout": 20.0, "completionDeadline": 20.0, "requestDeadline": 60.0}
MODEL = {"ghost": CODE_MODEL, "explain": PROSE_MODEL, "document": CODE_MODEL, "edit": CODE_MODEL}
CELLS = [("ghost", "chat"), ("ghost", "fim"), ("explain", "chat"), ("document", "chat"),
         ("edit", "chat")]  # fmt: skip


class Matrix:
    """An editor and a service between which the wire is known."""

    def __init__(self, editor: Editor, service: StandIn, wire: str) -> None:
        self.editor = editor
        self.service = service
        self.wire = wire
        self.answered: Counter[Any] = Counter()
        self.idle: dict[str, Any] = {}
        self._cells = 0
        self._count_answers()

    @property
    def address(self) -> str:
        """The service's, as messages name it."""
        return urlsplit(self.service.base_url).netloc

    def push(self, **settings: Any) -> None:
        """New settings, and with them a gateway that has learnt nothing."""
        self._cells += 1
        given = {"baseUrl": self.service.base_url, "apiKey": self.service.key}
        self.editor.push({**PATIENT, **given, **settings, "ignore": [f"cell-{self._cells}"]})

    async def fresh(self, **settings: Any) -> None:
        """Let the server forget what it has learnt, and learn anew what the service can do."""
        self.service.answer = _knows_fim
        self.push(**settings)
        assert (await self.editor.run("glossator.status", {"wait": True}))["ghostText"] == self.wire
        self.service.requests.clear()

    async def is_well_again(self, action: str) -> None:
        """The next request works, and then nothing is left of this one."""
        good = GOOD[action][self.wire]
        self.service.answer = lambda request: _knows_fim(request) if _probes(request) else good
        assert await self.act(action, self.open(action)) == WELL
        async with asyncio.timeout(LIVENESS):
            for request in self.service.requests:
                await request.ended.wait()
            while (left := await self.left())["tasks"] != self.idle["tasks"]:
                await asyncio.sleep(0.05)
        assert left["sockets"] <= self.idle["sockets"] + 1, "one connection is kept alive"
        assert left["megabytes"] <= self.idle["megabytes"] + MOST_GROWTH

    def open(self, action: str) -> Buffer:
        """A buffer that nothing is known of."""
        text = GHOST_CODE if action == "ghost" else CODE
        return self.editor.open(f"{action}{len(self.editor.buffers)}.py", text)

    async def act(self, action: str, buffer: Buffer) -> str:
        """Do it; what the user reads, WELL where it went well, NOTHING where nothing came."""
        before, self.answered = buffer.text, Counter()
        self.editor.client.messages.clear()
        try:
            async with asyncio.timeout(LIVENESS):
                done = await ACTIONS[action](self.editor, buffer)
        except JsonRpcException as failure:
            assert self.editor.messages == []
            reads = failure.message
        else:
            assert len(self.editor.messages) <= 1
            reply = "".join(self.editor.messages).removeprefix("Glossator: ")
            reads = reply or (WELL if done else NOTHING)
        assert set(self.answered.values()) == {1}
        if action in ("ghost", "explain") or reads != WELL:
            assert buffer.text == before
        else:
            compile(buffer.text, "whole", "exec")
        return reads

    async def left(self) -> dict[str, Any]:
        """What the server has under way, in all and in numbers."""
        answer = await self.editor.run(LEFT)
        assert isinstance(answer, dict)
        return answer

    def _count_answers(self) -> None:
        protocol = self.editor.client.protocol
        handle = protocol._handle_response

        def counting(msg_id: Any, *args: Any, **kwargs: Any) -> None:
            self.answered[msg_id] += 1
            handle(msg_id, *args, **kwargs)

        protocol._handle_response = counting  # type: ignore[method-assign]


async def _ghost(editor: Editor, buffer: Buffer) -> bool:
    params = editor.ghost_params(buffer, len(buffer.text))
    params.context.trigger_kind = types.InlineCompletionTriggerKind.Invoked
    found = await editor.client.text_document_inline_completion_async(params)
    assert isinstance(found, types.InlineCompletionList)
    return [item.insert_text for item in found.items[:1]] == ["sum(prices)"]


async def _explain(editor: Editor, buffer: Buffer) -> bool:
    editor.pages.clear()
    await editor.run("glossator.explain", _whole(buffer))
    return editor.pages[-1].strip().endswith("It adds the prices.")


async def _document(editor: Editor, buffer: Buffer) -> bool:
    await editor.run("glossator.document", _whole(buffer))
    return "Add the prices." in buffer.text and "What to add." in buffer.text


async def _edit(editor: Editor, buffer: Buffer) -> bool:
    end = buffer.position(CODE.index("\n\n\n"))
    place = {"start": {"line": 0, "character": 0},
             "end": {"line": end.line, "character": end.character}}  # fmt: skip
    argument = {"uri": buffer.uri, "range": place, "instruction": "Return nothing."}
    await editor.run("glossator.edit", argument)
    return buffer.text == CODE.replace("sum(prices)", "0")


ACTIONS: Mapping[str, Callable[[Editor, Buffer], Awaitable[bool]]] = {
    "ghost": _ghost,
    "explain": _explain,
    "document": _document,
    "edit": _edit,
}


def _whole(buffer: Buffer) -> dict[str, Any]:
    return {"uri": buffer.uri, "position": {"line": 0, "character": 5}}


def _probes(request: Request) -> bool:
    return any(word in request.prompt for word in ("opposite of hot", "quartz", "walrus"))


def _knows_fim(request: Request) -> Script:
    if request.route == CHAT:
        return speak("cold")
    after = request.prompt.split("<|fim_suffix|>")[-1]
    return speak("quartz" if "quartz" in after else "walrus")


@asynccontextmanager
async def matrix(folder: Path, wire: str) -> AsyncIterator[Matrix]:
    module = ("tests.e2e.watched",)
    async with StandIn(completions=wire == "fim") as service, running(folder, module) as editor:
        options = service.options
        service.answer = _knows_fim
        await editor.initialize(options=options, asked=False)
        assert (await editor.run("glossator.status", {"wait": True}))["ghostText"] == wire
        made = Matrix(editor, service, wire)
        made.idle = await made.left()
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chat(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Matrix]:
    async with matrix(tmp_path_factory.mktemp("chat"), "chat") as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fim(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Matrix]:
    async with matrix(tmp_path_factory.mktemp("fim"), "fim") as made:
        yield made


Cell = tuple[Matrix, str]


@pytest.fixture(params=CELLS, ids=" over ".join)
def cell(request: pytest.FixtureRequest, chat: Matrix, fim: Matrix) -> Cell:
    action, wire = request.param
    return {"chat": chat, "fim": fim}[wire], action


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_of_the_service(cell: Cell, name: str) -> None:
    made, action = cell
    fault, good = FAULTS[name], GOOD[action][made.wire]
    await made.fresh(**fault.settings)
    made.service.answer = lambda _: fault.script(good)
    expected = fault.otherwise.get(action, fault.reads).format(
        service=made.address, model=MODEL[action]
    )
    assert await made.act(action, made.open(action)) == expected
    if fault.settings:
        made.push()
    await made.is_well_again(action)


UNREACHED = (
    "No connection to {service} (refused, or out of reach): check that the service runs and "
    "that glossator.baseUrl is right."
)
UNKNOWN = (
    "No connection to {service}: the host was not found. Check that you are online, and that "
    "glossator.baseUrl, and HTTPS_PROXY where you set it, are right."
)
UNTRUSTED = (
    "No connection to {service}: its certificate is not trusted. If the authority behind it is "
    "your own, set glossator.caFile to its certificate."
)
NO_HTTPS = (
    "No connection to {service}: it does not speak HTTPS. If that is right, set glossator.baseUrl "
    "to http://."
)
NOWHERE = {
    "connection refused": ("http://127.0.0.1:{closed}/v1", UNREACHED),
    "unknown host": ("https://glossator.invalid/v1", UNKNOWN),
    "no HTTPS": ("https://127.0.0.1:{plain}/v1", NO_HTTPS),
    "untrusted certificate": ("https://127.0.0.1:{strange}/v1", UNTRUSTED),
}


@pytest.mark.parametrize("name", NOWHERE)
async def test_a_service_that_is_not_reached(
    cell: Cell, name: str, closed: int, strange: int, plain: int
) -> None:
    made, action = cell
    await made.fresh()
    where, reads = NOWHERE[name]
    url = where.format(closed=closed, strange=strange, plain=plain)
    made.push(baseUrl=url)
    expected = reads.format(service=urlsplit(url).netloc)
    assert await made.act(action, made.open(action)) == expected
    assert made.service.requests == []
    made.push()
    await made.is_well_again(action)


@pytest.fixture
def closed() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plain() -> AsyncIterator[int]:
    """The port of a service that knows HTTP only."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1")
    async with server:
        yield int(server.sockets[0].getsockname()[1])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strange() -> AsyncIterator[int]:
    """The port of a service whose certificate nobody has signed."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", ssl=context)
    async with server:
        yield int(server.sockets[0].getsockname()[1])


async def test_ghost_text_rests_after_failures_and_comes_back(chat: Matrix) -> None:
    await chat.fresh()
    chat.service.answer = lambda _: Reply(503)
    buffer, sentence = chat.open("ghost"), f"{chat.address} failed (503); try again in a moment."
    chat.editor.client.messages.clear()
    for _ in range(4):  # the user insists; that is tried each time
        assert not await _ghost(chat.editor, buffer)
    assert chat.editor.messages == [
        f"Glossator: {sentence}",
        f"Glossator: {sentence} Ghost text rests meanwhile, and comes back by itself.",
    ]
    asked = len(chat.service.requests)
    for key in "abc":
        chat.editor.type(buffer, len(buffer.text), key)
        assert await chat.editor.ghost(buffer, len(buffer.text)) == []
    assert len(chat.service.requests) == asked
    status = await chat.editor.run("glossator.status", {"wait": True})
    assert status["state"] == "trouble"
    assert sentence in status["message"]

    chat.service.answer = lambda _: GOOD["explain"]["chat"]
    assert await chat.act("explain", chat.open("explain")) == WELL
    chat.service.answer = lambda _: GOOD["ghost"]["chat"]
    chat.editor.type(buffer, len(GHOST_CODE), "", removed=3)
    async with asyncio.timeout(LIVENESS):
        while not await chat.editor.ghost(buffer, len(GHOST_CODE)):
            await asyncio.sleep(0.2)
    assert (await chat.editor.run("glossator.status", {"wait": True}))["state"] == "ready"
    assert chat.editor.messages == []
