"""A working day in fast motion: files opened, typed in and closed, ghost text, explanations."""

from __future__ import annotations

import itertools
import random
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.e2e.editor import environment
from tests.lsp.raw_client import RawClient, running
from tests.standin.scripts import speak
from tests.standin.server import CHAT, Request, StandIn

HOURS = 8
FILES_AN_HOUR = 12
KEYS_A_FILE = 250
EXPLAIN_EVERY = 100
WAIT_EVERY = 5
"""Keys after which the typist looks at the ghost text; the other requests are cancelled."""


@dataclass(frozen=True)
class Day:
    """What a day came to; `first` and `last` are megabytes after the first hour and the last."""

    first: float
    last: float
    hours: list[float]
    edits: int
    requests: int
    seconds: float

    @classmethod
    async def lived(cls, hours: int = HOURS) -> Self:
        """Work so many hours with a server of its own."""
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            async with (
                StandIn() as service,
                running("glossator", "serve", env=environment(Path(folder))) as client,
            ):
                worker = _Worker(client, service)
                await worker.begin()
                megabytes = []
                for _ in range(hours):
                    await worker.hour()
                    megabytes.append(client.megabytes)
                seconds = time.monotonic() - began
                return cls(
                    megabytes[0], megabytes[-1], megabytes, worker.edits, worker.requests, seconds
                )


class _Worker:
    def __init__(self, client: RawClient, service: StandIn) -> None:
        self._client = client
        self._service = service
        self._chance = random.Random(1)
        self._numbers = itertools.count(1)
        self._line = ""
        self.edits = self.requests = 0
        folder = Path(sysconfig.get_path("stdlib"))
        self._texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.py"))]
        service.answer = self._answer

    async def begin(self) -> None:
        await self._client.initialize(
            options=self._service.options,
            textDocument={"inlineCompletion": {}},
            workspace={"textDocumentContent": {}},
        )
        await self._run("glossator.status", {"wait": True})

    async def hour(self) -> None:
        for _ in range(FILES_AN_HOUR):
            await self._file()
        self._service.requests.clear()

    async def _file(self) -> None:
        """Open one, type on from its middle, and close it."""
        uri = f"file:///work/file{next(self._numbers)}.py"
        lines = self._chance.choice(self._texts).splitlines()
        row = len(lines) // 2
        document = {"uri": uri, "languageId": "python", "version": 0,
                    "text": "\n".join([*lines[:row], "", *lines[row:]])}  # fmt: skip
        self._client.notify("textDocument/didOpen", {"textDocument": document})
        typed, column, keys = itertools.cycle(lines[row:] or ["pass"]), 0, 0
        self._line = next(typed) or "pass"
        asked: int | None = None
        while keys < KEYS_A_FILE:
            keys += 1
            text = self._line[column : column + 1] or "\n"
            self._edit(uri, keys, (row, column), text)
            row, column = (row + 1, 0) if text == "\n" else (row, column + 1)
            self._line = next(typed) if text == "\n" else self._line
            if asked is not None and keys % WAIT_EVERY:
                self._client.notify("$/cancelRequest", {"id": asked})
            asked = self._ask(uri, row, column)
            if keys % WAIT_EVERY == 0:
                await self._client.answer(asked)
            if keys % EXPLAIN_EVERY == 0:
                place = {"line": row, "character": 0}
                await self._run("glossator.explain", {"uri": uri, "position": place})
            self._take_in()
        self._client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        await self._run("glossator.status", {"wait": True})

    def _edit(self, uri: str, version: int, place: tuple[int, int], text: str) -> None:
        here = {"line": place[0], "character": place[1]}
        change = {"range": {"start": here, "end": here}, "text": text}
        identifier = {"uri": uri, "version": version}
        self.edits += 1
        self._client.notify(
            "textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]}
        )

    def _ask(self, uri: str, row: int, column: int) -> int:
        self.requests += 1
        here = {"textDocument": {"uri": uri}, "position": {"line": row, "character": column}}
        return self._client.request(
            "textDocument/inlineCompletion", here | {"context": {"triggerKind": 2}}
        )

    async def _run(self, command: str, argument: dict[str, Any]) -> None:
        asked = {"command": command, "arguments": [argument]}
        msg_id = self._client.request("workspace/executeCommand", asked)
        self.requests += 1
        while not self._take_in(until=msg_id):
            await self._client.message(lambda _: True)

    def _take_in(self, until: int | None = None) -> bool:
        """Answer what the server asks; whether the answer to `until` was among what came."""
        received, self._client.received[:] = list(self._client.received), []
        found = False
        for message in received:
            if "method" in message and "id" in message:
                self._client.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            found = found or ("method" not in message and message.get("id") == until)
        return found

    def _answer(self, request: Request) -> Any:
        if request.route == CHAT and "opposite of hot" in request.prompt:
            return speak("cold")
        return speak(self._line, "\n", f"more_{self._chance.randrange(10**6)} = 1\n")
