"""A simulated inference service on loopback: answers like a model, charges like a server.

It runs in a process of its own, speaks OpenAI's format over HTTP, and costs time as inference
servers do: half the round trip, a queue for a number of slots, prefill of the prompt tokens that
are not in its prefix cache, then one token after the other, and half the round trip back. A
client that hangs up frees its slot at the next token.

Its standard input holds one JSON line with the `Setup`, then one line for each keystroke of the
typist (a `Place`). It prints its port first, and its log of `Charge`s when the input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from bench import wire
from bench.answers import BARE, Answer, Manner, Model, stopped
from bench.clock import now
from bench.knowledge import Knowledge
from bench.places import Place, Places
from bench.tokens import PrefixCache, tokenize

_ARRIVAL = 0.002
"""Seconds after which the last piece has surely arrived, once its time is over."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The finished text and what the service costs; times in seconds, rates in tokens a second."""

    finished: str
    language: str
    seed: int = 1
    round_trip: float = 0.03
    prefill_rate: float = 2500.0
    decode_rate: float = 45.0
    slots: int = 2
    wrong: float = 0.5
    errors: str = "anywhere"
    lines: int = 0
    fim: bool = False
    bare: bool = False
    logprobs: bool = False


@dataclass(slots=True)
class Charge:
    """What one request cost; moments are on the loop's clock, which all processes here share.

    `sent` and `codes` have an entry for each decoded token: when it left for the client, and how
    many characters of code the answer then held (`answers.Piece.code`).
    """

    begun: float
    prompt: int
    key: int | None = None
    assumed: str = ""
    road: str = ""
    cached: int = 0
    slot_seconds: float = 0.0
    hung_up: float | None = None
    ended: float = 0.0
    sent: list[float] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)


class Service:
    """The routes, the slots, the prefix cache and the log, without the network."""

    def __init__(self, setup: Setup) -> None:
        knowledge = Knowledge(
            setup.finished, wrong=setup.wrong, seed=setup.seed, errors=setup.errors
        )
        self.setup = setup
        self.places = Places()
        self.log: list[Charge] = []
        self._model = Model(
            knowledge,
            self.places,
            BARE if setup.bare else Manner(),
            setup.language,
            setup.lines,
        )
        self._slots = asyncio.Semaphore(setup.slots)
        self._cache = PrefixCache()

    def taken(self, method: str, path: str, body: bytes) -> wire.Asked | tuple[int, dict[str, Any]]:
        """What a request asks for, or the status and body of the answer that it gets at once."""
        routes = {"/v1/chat/completions"}
        if self.setup.fim:
            routes.add("/v1/completions")
        if method == "GET" and path == "/v1/models":
            return 200, {"object": "list", "data": [{"id": wire.MODEL}]}
        if method != "POST" or path not in routes:
            return 404, {"error": {"message": f"no route {method} {path}"}}
        try:
            return wire.read(path, json.loads(body))
        except (KeyError, TypeError, ValueError) as error:
            return 422, {"error": {"message": f"malformed request: {error}"}}

    async def answer(self, asked: wire.Asked, client: Client) -> None:
        """Answer one request and charge for it; ends early if the client hangs up.

        Returns when all of the answer has arrived.
        """
        await asyncio.sleep(self.setup.round_trip / 2)
        tokens = tokenize(asked.prompt)
        charge = Charge(begun=now(), prompt=len(tokens))
        self.log.append(charge)
        made = self._model.chat(asked.prompt) if asked.chat else self._model.complete(asked.prompt)
        charge.key, charge.assumed, charge.road = made.key, made.assumed, made.road
        async with self._slots:
            if not client.gone(self.setup.round_trip / 2):
                await self._serve(asked, made, tokens, charge, client)
        charge.ended = now()
        charge.hung_up = client.hung_up
        await asyncio.sleep(self.setup.round_trip / 2 + _ARRIVAL)

    async def _serve(
        self,
        asked: wire.Asked,
        made: Answer,
        tokens: list[str],
        charge: Charge,
        client: Client,
    ) -> None:
        began = now()
        charge.cached = self._cache.found(tokens)
        cut, reason = stopped(made, asked.stops, asked.most)
        gives_logprobs = asked.logprobs and self.setup.logprobs
        due = began + max(1, len(tokens) - charge.cached) / self.setup.prefill_rate
        await _until(due)
        self._cache.store(tokens)
        for piece in cut.pieces:
            due += 1 / self.setup.decode_rate
            await _until(due)
            charge.sent.append(now())
            charge.codes.append(piece.code)
            if client.gone(self.setup.round_trip / 2):
                break
            if asked.stream and piece.token.text:
                client.send(
                    wire.event(asked, piece.token, gives_logprobs), self.setup.round_trip / 2
                )
        else:
            if asked.stream:
                last = wire.ending(asked, reason, len(tokens), len(cut.pieces))
                client.send(last, self.setup.round_trip / 2)
            else:
                texts = [piece.token for piece in cut.pieces]
                client.answer = wire.whole(asked, texts, reason, len(tokens), gives_logprobs)
        charge.slot_seconds = now() - began


class Client:
    """One request's way back, half a round trip long, and whether the client hung up."""

    def __init__(self, write: Callable[[bytes], object] = lambda _: None) -> None:
        self.hung_up: float | None = None
        self.answer: dict[str, Any] | None = None
        self._write = write

    def gone(self, delay: float) -> bool:
        """Whether word has arrived that the client hung up; it travels for `delay` seconds."""
        return self.hung_up is not None and now() >= self.hung_up + delay

    def send(self, data: bytes, delay: float) -> None:
        """Send a chunk that arrives `delay` seconds later."""
        asyncio.get_running_loop().call_later(delay, self._arrive, data)

    def _arrive(self, data: bytes) -> None:
        if self.hung_up is None:
            with suppress(OSError):
                self._write(data)


class Http:
    """Just enough HTTP/1.1 for OpenAI's clients: kept connections, chunked streams."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until the client closes it."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path, _ = head.split("\r\n", 1)[0].split(" ", 2)
                length = next(
                    (int(line[15:]) for line in head.split("\r\n") if _is_length(line)), 0
                )
                body = await reader.readexactly(length)
                if not await self._respond(method, path, body, reader, writer):
                    break
        with suppress(OSError):
            writer.close()

    async def _respond(
        self,
        method: str,
        path: str,
        body: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bool:
        """Answer one request; False once the client has gone."""
        asked = self._service.taken(method, path, body)
        if isinstance(asked, wire.Asked):
            return await self._stream(asked, reader, writer)
        _write_json(writer, *asked)
        return True

    async def _stream(
        self, asked: wire.Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        client = Client(lambda data: writer.write(b"%x\r\n%b\r\n" % (len(data), data)))
        watch = asyncio.create_task(_watch(reader, client))
        if asked.stream:
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n"
            )
        try:
            await self._service.answer(asked, client)
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
        if client.hung_up is not None:
            return False
        if asked.stream:
            writer.write(b"0\r\n\r\n")
        elif client.answer is not None:
            _write_json(writer, 200, client.answer)
        return True


async def _watch(reader: asyncio.StreamReader, client: Client) -> None:
    """Note the moment at which the client hangs up."""
    with suppress(ConnectionError):
        if await reader.read(1):
            return
    client.hung_up = now()


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - now()))


def _is_length(line: str) -> bool:
    return line.lower().startswith("content-length:")


def _write_json(writer: asyncio.StreamWriter, status: int, body: dict[str, Any]) -> None:
    data = json.dumps(body).encode()
    head = f"HTTP/1.1 {status} Bench\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data)


def _follow(lines: Iterable[str], places: Places, loop: asyncio.AbstractEventLoop) -> None:
    """Register the typist's places as they come; in a thread, because stdin blocks."""
    for line in lines:
        loop.call_soon_threadsafe(places.register, Place(**json.loads(line)))


async def _main() -> None:
    setup = Setup(**json.loads(sys.stdin.readline()))
    service = Service(setup)
    server = await asyncio.start_server(Http(service).connected, "127.0.0.1", 0, limit=2**22)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def follow() -> None:
        _follow(sys.stdin, service.places, loop)
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=follow, daemon=True).start()
    await ended.wait()
    server.close()
    print(json.dumps([asdict(charge) for charge in service.log]), flush=True)


if __name__ == "__main__":
    asyncio.run(_main())
