"""A client that writes any bytes to a server's stdin, and reads whole messages from its stdout.

For what a well-behaved client cannot say: malformed messages, wrong order, pipes that close early.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.liveness import LIVENESS

"""How long to wait for what must come; only a broken server ever uses it up."""

Message = dict[str, Any]


def frame(body: bytes) -> bytes:
    """A body with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class RawClient:
    """One server process; `received` holds all its messages so far, in their order."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.received: list[Message] = []
        self._ids = itertools.count(1)
        self._closed = False
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        self._log = asyncio.create_task(self._read_log())

    def send_raw(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)

    async def drained(self) -> None:
        """Wait until the server has taken in what was sent, near enough."""
        assert self.process.stdin is not None
        await self.process.stdin.drain()

    def send(self, message: Any) -> None:
        self.send_raw(frame(json.dumps(message).encode()))

    def request(self, method: str, params: Any = None) -> int:
        """Send a request; returns its id."""
        msg_id = next(self._ids)
        message = {"jsonrpc": "2.0", "id": msg_id, "method": method}
        self.send(message if params is None else message | {"params": params})
        return msg_id

    def notify(self, method: str, params: Any = None) -> None:
        message = {"jsonrpc": "2.0", "method": method}
        self.send(message if params is None else message | {"params": params})

    async def message(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message that is wanted, past or to come."""
        seen = 0
        async with asyncio.timeout(LIVENESS):
            while True:
                for message in self.received[seen:]:
                    if wanted(message):
                        return message
                seen = len(self.received)
                assert not self._closed, "the server closed its stdout without the message"
                self._news.clear()
                await self._news.wait()

    async def answer(self, msg_id: Any) -> Message:
        """The answer to the request `msg_id`."""
        return await self.message(lambda m: "method" not in m and m.get("id", "none") == msg_id)

    async def ask(self, method: str, params: Any = None) -> Message:
        """Send a request, and wait for its answer."""
        return await self.answer(self.request(method, params))

    @property
    def megabytes(self) -> float:
        """The memory of the server's process (Linux)."""
        return self._megabytes("VmRSS:")

    @property
    def megabytes_of_files(self) -> float:
        """Of that memory, what is of files on the disk, as grammars and libraries are (Linux)."""
        return self._megabytes("RssFile:")

    @property
    def most_megabytes(self) -> float:
        """The most that it has had at once since `forget_most_megabytes` (Linux)."""
        return self._megabytes("VmHWM:")

    def forget_most_megabytes(self) -> None:
        """Count the most memory from here on (Linux)."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def _megabytes(self, of: str) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition(of)[2].split()[0]) / 1024

    async def initialize(
        self,
        *,
        process_id: int | None = None,
        options: Any = None,
        folders: list[Message] | None = None,
        **capabilities: Any,
    ) -> Message:
        params: Message = {"processId": process_id, "rootUri": None, "capabilities": capabilities}
        if options is not None:
            params["initializationOptions"] = options
        if folders is not None:
            params["workspaceFolders"] = folders
        answer = await self.ask("initialize", params)
        self.notify("initialized", {})
        return answer

    async def exit_code(self) -> int:
        """The exit code, once the process has ended."""
        return await asyncio.wait_for(self.process.wait(), LIVENESS)

    async def log(self) -> str:
        """All of stderr, once the process has ended."""
        return await asyncio.wait_for(self._log, LIVENESS)

    async def _read(self) -> None:
        assert self.process.stdout is not None
        stdout = self.process.stdout
        try:
            while header := await stdout.readline():
                length = int(header.removeprefix(b"Content-Length: "))
                await stdout.readline()
                self.received.append(json.loads(await stdout.readexactly(length)))
                self._news.set()
        finally:
            self._closed = True
            self._news.set()

    async def _read_log(self) -> str:
        assert self.process.stderr is not None
        return (await self.process.stderr.read()).decode()


@asynccontextmanager
async def running(*module: str, env: Mapping[str, str] | None = None) -> AsyncIterator[RawClient]:
    """A client of `python -m …`; the process is killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=env
    )
    client = RawClient(process)
    try:
        yield client
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await asyncio.gather(client._reading, client._log, return_exceptions=True)
