"""The stand-in's HTTP/1.1 server: reads requests, plays scripts, sees when the client hangs up."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self

from tests.standin import shapes
from tests.standin.contract import CODE_MODEL, PROSE_MODEL, Rules
from tests.standin.scripts import (
    Done,
    Endless,
    Event,
    Finish,
    Raw,
    Reply,
    Reset,
    Say,
    Script,
    Stall,
    Step,
    Wait,
    refused,
    speak,
)

KEY = "standin-key-7f3a"
CHAT = "/v1/chat/completions"

ACCEPTING = 5
"""Turns of the event loop after which a connection that was accepted is one of those to drop."""


@dataclass(eq=False)
class Request:
    """One request as it came, and what became of its answer; times are the loop's, in seconds."""

    method: str
    route: str
    headers: Mapping[str, str]
    raw_body: bytes
    connection: int
    at: float
    refused: bool = False
    answered_whole: bool = False
    hung_up_at: float | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def body(self) -> Any:
        """The body as JSON, None where it is none."""
        try:
            return json.loads(self.raw_body)
        except ValueError:
            return None

    @property
    def model(self) -> str:
        """The model asked for."""
        return str(self.body.get("model", ""))

    @property
    def prompt(self) -> str:
        """All the text that the model would read."""
        if self.route == CHAT:
            return "\n\n".join(message["content"] for message in self.body["messages"])
        return str(self.body.get("prompt") or self.body.get("input_prefix", ""))


def hello(request: Request) -> Script:
    """What is answered unless a test says otherwise."""
    return speak("Hello", ", ", "world")


class StandIn:
    """Serves in the running loop between `async with`; the chat route alone unless told otherwise.

    `answer` is called for each request that the contract allows; the others get their refusal.
    `requests` holds both, in order; `lookups` those that only look something up (GET). `pages` are
    answers to such, by route, besides the list of models; `headers` go out with each stream.
    """

    def __init__(
        self,
        *,
        key: str = KEY,
        completions: bool = False,
        infill: bool = False,
        fim: bool = False,
        models: bool = False,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        optional = {"/v1/completions": completions, "/infill": infill, "/v1/models": models}
        optional["/v1/fim/completions"] = fim
        routes = frozenset((CHAT, *(route for route, on in optional.items() if on)))
        self.key = key
        self.rules = Rules(key, routes)
        self.answer: Callable[[Request], Script] = hello
        self.requests: list[Request] = []
        self.lookups: list[Request] = []
        self.pages: dict[str, object] = {}
        self.headers: dict[str, str] = {}
        self._arrived: asyncio.Queue[Request] = asyncio.Queue()
        self._port = port
        self._tls = tls
        self._connections = 0
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._server: asyncio.Server | None = None

    @property
    def base_url(self) -> str:
        """The base URL to configure; it stays the same after `stop`."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}/v1"

    @property
    def options(self) -> dict[str, str]:
        """The settings that lead Glossator here."""
        return {"baseUrl": self.base_url, "apiKey": self.key}

    @property
    def allowed(self) -> list[Request]:
        """The requests that the contract allowed."""
        return [request for request in self.requests if not request.refused]

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    async def next_request(self) -> Request:
        """The next one that this has not given yet, as soon as it is there."""
        return await self._arrived.get()

    async def start(self) -> None:
        """Listen; after a `stop`, on the same port."""
        self._server = await asyncio.start_server(
            self._connected, "127.0.0.1", self._port, ssl=self._tls
        )
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Refuse connections from now on, and drop those that are open."""
        if self._server is None:
            return
        for listening in self._server.sockets:
            asyncio.get_running_loop().remove_reader(listening.fileno())
        for _ in range(ACCEPTING):  # a server that is closed leaves what it was accepting open
            await asyncio.sleep(0)
        self._server.close()
        for task, writer in list(self._open.items()):
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        self._connections += 1
        connection = self._connections
        try:
            while (request := await _read_request(reader, connection)) is not None:
                if request.method == "POST":
                    self.requests.append(request)
                    self._arrived.put_nowait(request)
                else:
                    self.lookups.append(request)
                if not await self._serve(request, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()
            del self._open[task]

    async def _serve(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer and watch for the client to hang up; whether the connection may be used again."""
        playing = asyncio.create_task(
            _Stage(request, writer, self.headers).play(self._script(request))
        )
        watching = asyncio.create_task(_hang_up(reader))
        try:
            await asyncio.wait({playing, watching}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                request.hung_up_at = asyncio.get_running_loop().time()
                return False
            request.answered_whole = playing.result()
            return request.answered_whole
        except ConnectionError:
            return False
        finally:
            for task in (playing, watching):
                task.cancel()
            await asyncio.gather(playing, watching, return_exceptions=True)
            request.ended.set()

    def _script(self, request: Request) -> Script:
        if request.method == "GET" and request.route in self.pages:
            return Reply(200, json.dumps(self.pages[request.route]).encode())
        refusal = self.rules.refusal(
            request.method, request.route, request.headers, request.raw_body
        )
        if refusal is not None:
            request.refused = True
            return refused(refusal)
        if request.route == "/v1/models":
            return Reply(200, json.dumps(shapes.models((CODE_MODEL, PROSE_MODEL))).encode())
        return self.answer(request)


async def _read_request(reader: asyncio.StreamReader, connection: int) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, route, _ = first.split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    at = asyncio.get_running_loop().time()
    return Request(method, route, headers, body, connection, at)


async def _hang_up(reader: asyncio.StreamReader) -> None:
    try:
        sent = await reader.read(1)
    except ConnectionError:
        return
    assert not sent, "the client sent more before its answer was complete"


class _Stage:
    """Plays one script to one client."""

    def __init__(
        self, request: Request, writer: asyncio.StreamWriter, headers: Mapping[str, str]
    ) -> None:
        self._request = request
        self._writer = writer
        self._headers = headers
        self._said: list[Say] = []

    async def play(self, script: Script) -> bool:
        """Whether the connection may be used again."""
        if isinstance(script, Reply):
            if script.status == 0:
                return False
            await self._send_whole(script)
            return True
        if not self._request.body.get("stream", False):
            await self._send_whole(self._as_one_reply(script))
            return True
        headers = {"Content-Type": "text/event-stream", **self._headers}
        await self._send_head(200, headers, chunked=True)
        for step in script:
            if isinstance(step, Reset):
                return False
            await self._take(step)
        await self._write(b"0\r\n\r\n")
        return True

    async def _take(self, step: Step) -> None:
        match step:
            case Wait(seconds):
                await asyncio.sleep(seconds)
            case Stall():
                await asyncio.Event().wait()
            case Raw(data):
                await self._send_chunk(data)
            case Endless(text, between):
                while True:
                    await self._take(Say(text))
                    await asyncio.sleep(between)
            case Done():
                await self._send_event("[DONE]")
            case Event(data):
                await self._send_event(data)
            case Say():
                self._said.append(step)
                await self._send_event(shapes.chunk(self._request, step))
            case Finish(reason):
                for last in shapes.last_chunks(self._request, reason, len(self._said)):
                    await self._send_event(last)

    async def _send_event(self, data: str | Mapping[str, Any]) -> None:
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        await self._send_chunk(f"data: {text}\n\n".encode())

    async def _send_chunk(self, data: bytes) -> None:
        await self._write(b"%x\r\n%b\r\n" % (len(data), data))

    def _as_one_reply(self, script: Iterable[Step]) -> Reply:
        output = [step for step in script if isinstance(step, Say)]
        return Reply(200, json.dumps(shapes.whole(self._request, output)).encode())

    async def _send_whole(self, reply: Reply) -> None:
        headers = {"Content-Type": reply.content_type, **reply.headers}
        await self._send_head(reply.status, headers, length=len(reply.body))
        await self._write(reply.body)

    async def _send_head(
        self, status: int, headers: Mapping[str, str], *, length: int = 0, chunked: bool = False
    ) -> None:
        size = {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(length)}
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name}: {value}" for name, value in {**headers, **size}.items()]
        await self._write("\r\n".join((*lines, "", "")).encode("latin-1"))

    async def _write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()
