"""JSON-RPC over a server's standard streams, as thin as a measurement wants it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

Answered = Callable[[int, Any, float], None]
"""Called with a request's id, its result (None for an error) and the moment it was read."""


class Connection:
    """A language server in a child process."""

    def __init__(self, process: asyncio.subprocess.Process, answered: Answered) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        self._in, self._out = process.stdin, process.stdout
        self._answered = answered
        self._id = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        errors: Path,
        answered: Answered,
    ) -> Connection:
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

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._write({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any) -> tuple[int, float]:
        """Send a request whose answer goes to `answered`; its id, and the moment of writing."""
        self._id += 1
        message = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": params}
        return self._id, self._write(message)

    async def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer, at most 30 seconds."""
        number, _ = self.request(method, params)
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        return await asyncio.wait_for(future, 30)

    async def stop(self) -> None:
        """Shut the server down in order, and end it if it does not go within 5 seconds."""
        with suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(self.ask("shutdown", None), 5)
            self.notify("exit", None)
            await asyncio.wait_for(self._process.wait(), 5)
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._reader.cancel()

    def _write(self, message: Any) -> float:
        body = json.dumps(message).encode()
        self._in.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return perf_counter()

    async def _read(self) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = await self._out.readuntil(b"\r\n\r\n")
                length = next(
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                )
                body = await self._out.readexactly(length)
                self._take(json.loads(body), perf_counter())
        for future in self._waiting.values():
            future.set_exception(ConnectionError("the language server has ended"))

    def _take(self, message: dict[str, Any], moment: float) -> None:
        number = message.get("id")
        if "method" in message:
            if number is not None:
                self._write({"jsonrpc": "2.0", "id": number, "result": _consent(message)})
        elif number in self._waiting:
            self._waiting.pop(number).set_result(message.get("result"))
        elif isinstance(number, int):
            self._answered(number, message.get("result"), moment)


def _consent(message: dict[str, Any]) -> Any:
    """What an editor answers to a server that asks something: no settings, otherwise yes."""
    if message["method"] == "workspace/configuration":
        return [None for _ in message["params"]["items"]]
    return None
