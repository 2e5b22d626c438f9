"""JSON-RPC with a server, as thin as a measurement wants it: in a child process or in this one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.clock import now
from glossator.lsp.server.messages import read_message
from glossator.lsp.server.server import GlossatorServer

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

Answered = Callable[[int, Any, float], None]
"""Called with a request's id, its result (None for an error) and the moment it was read."""


class Connection:
    """A client's end; the kinds of connection below say how a message is sent."""

    def __init__(self, answered: Answered) -> None:
        self._answered = answered
        self._id = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.hear: Callable[[str], None] = lambda _: None
        """Hears the method of each notification."""

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any) -> tuple[int, float]:
        """Send a request whose answer goes to `answered`; its id, and the moment of writing."""
        self._id += 1
        self._send({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        return self._id, now()

    async def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer, at most 30 seconds."""
        number, _ = self.request(method, params)
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        async with asyncio.timeout(30):
            return await future

    async def stop(self) -> None:
        """Shut the server down in order."""
        await self.ask("shutdown", None)

    def _send(self, message: dict[str, Any]) -> None:
        raise NotImplementedError

    def _take(self, message: dict[str, Any]) -> None:
        number = message.get("id")
        if "method" in message:
            if number is not None:
                self._send({"jsonrpc": "2.0", "id": number, "result": _consent(message)})
            else:
                self.hear(message["method"])
        elif number in self._waiting:
            self._waiting.pop(number).set_result(message.get("result"))
        elif isinstance(number, int):
            self._answered(number, message.get("result"), now())


class InMemory(Connection):
    """A server in this process, from the bytes of a message on."""

    def __init__(self, server: LanguageServer, answered: Answered) -> None:
        super().__init__(answered)
        self._receive = _receiver(server)
        self._loop = asyncio.get_running_loop()
        server.protocol.set_writer(self)

    def write(self, data: bytes) -> None:
        """Take a message from the server."""
        self._loop.call_soon(self._take, json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """There is nothing to close."""

    def _send(self, message: dict[str, Any]) -> None:
        self._loop.call_soon(self._receive, json.dumps(message).encode())


def _receiver(server: LanguageServer) -> Callable[[bytes], object]:
    """What takes in the body of a message."""
    if isinstance(server, GlossatorServer):
        return lambda body: server.protocol.receive(read_message(body))
    protocol = server.protocol
    return lambda body: protocol.handle_message(protocol.structure_message(json.loads(body)))


class OverPipes(Connection):
    """A server in a child process."""

    def __init__(self, process: asyncio.subprocess.Process, answered: Answered) -> None:
        super().__init__(answered)
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        errors: Path,
        answered: Answered,
    ) -> OverPipes:
        """Start the server; what it prints to standard error goes to the file `errors`."""
        with errors.open("wb") as sink:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=dict(environment),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=sink,
                limit=2**24,
            )
        return cls(process, answered)

    async def stop(self) -> None:
        """Shut the server down in order, and end it if it does not go within 5 seconds."""
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(5):
                await super().stop()
                self.notify("exit", None)
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._reader.cancel()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        self._in.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def _read(self) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = await self._out.readuntil(b"\r\n\r\n")
                length = next(
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                )
                self._take(json.loads(await self._out.readexactly(length)))
        for future in self._waiting.values():
            future.set_exception(ConnectionError("the language server has ended"))


def _consent(message: dict[str, Any]) -> Any:
    """What an editor answers to a server that asks something: no settings, otherwise yes."""
    if message["method"] == "workspace/configuration":
        return [None for _ in message["params"]["items"]]
    return None
