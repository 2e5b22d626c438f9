"""`python -m bench.fuzz`: malformed and random messages to the real server.

Every request must be answered exactly once, no message may end the server or be too much for it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.editor import environment
from tests.e2e.watched import LEFT
from tests.lsp.fuzz import URIS, mutated, plausible
from tests.lsp.raw_client import Message, RawClient, frame, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

BATCH = 200
"""Messages after which the client waits until the server has kept up."""
REPLIES: list[Message] = [
    {"result": None},
    {"result": {"applied": True}},
    {"result": {"applied": False}},
    {"result": 5},
    {"error": {"code": -32601, "message": "no"}},
    {"error": "no"},
]


@dataclass
class Outcome:
    """What became of the messages; `megabytes` at the begin and at the end."""

    sent: int
    requests: int
    unanswered: list[str]
    answered_twice: list[str]
    codes: Counter[int]
    exit_code: int
    log: str
    megabytes: tuple[float, float]
    tasks: list[str]


async def fuzz(number: int, seed: int = 1) -> Outcome:
    """Send so many messages to a server of its own."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            StandIn() as service,
            running("tests.e2e.watched", env=environment(Path(folder))) as client,
        ):
            service.answer = lambda _: speak("return ", "sum(prices)\n")
            return await _Fuzzing(client, service, chance).run(number)


class _Fuzzing:
    def __init__(self, client: RawClient, service: StandIn, chance: random.Random) -> None:
        self._client = client
        self._service = service
        self._chance = chance
        self._asked: list[str] = []
        self._answered: Counter[Any] = Counter()
        self._codes: Counter[int] = Counter()

    async def run(self, number: int) -> Outcome:
        await self._client.initialize(options=self._service.options, **CAPABILITIES)
        before = 0.0
        for first in range(0, number, BATCH):
            for each in range(first, min(first + BATCH, number)):
                self._send(f"fuzz {each}")
            left = await self._keep_up()
            before = before or left["megabytes"]
        left = await self._settle()
        assert (await self._client.ask("shutdown"))["result"] is None
        self._client.notify("exit")
        exit_code = await self._client.exit_code()
        self._take_in()
        return Outcome(
            number,
            len(self._asked),
            [each for each in self._asked if not self._answered[each]],
            [each for each in self._asked if self._answered[each] > 1],
            self._codes,
            exit_code,
            await self._client.log(),
            (before, left["megabytes"]),
            left["tasks"],
        )

    def _send(self, msg_id: str) -> None:
        message = mutated(plausible(self._chance, msg_id), self._chance)
        if isinstance(message.get("id"), str):
            self._asked.append(message["id"])
        self._client.send(message)
        if self._chance.random() < 0.1:
            self._client.send_raw(frame(self._chance.randbytes(self._chance.randrange(40))))
            self._client.send_raw(b"Content-Length: 7\r\n\r\n{}")
            self._client.send_raw(self._chance.randbytes(40).replace(b"\n", b"") + b"\n")

    async def _keep_up(self) -> Any:
        """Wait for the server, and answer what it asks."""
        answer = await self._client.ask("workspace/executeCommand", {"command": LEFT})
        self._take_in()
        self._service.requests.clear()
        return answer["result"]

    async def _settle(self) -> Any:
        """Close everything, and wait until nothing is under way."""
        for uri in URIS:
            self._client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        left: Any = None
        async with asyncio.timeout(20):
            while left is None or any(
                "_execute" in task or "_run" in task for task in left["tasks"]
            ):
                left = await self._keep_up()
                await asyncio.sleep(0.1)
        return left

    def _take_in(self) -> None:
        received, self._client.received[:] = list(self._client.received), []
        for message in received:
            if "method" not in message:
                self._answered[message.get("id")] += 1
                if "error" in message:
                    self._codes[message["error"]["code"]] += 1
            elif "id" in message:
                reply = self._chance.choice(REPLIES)
                self._client.send({"jsonrpc": "2.0", "id": message["id"]} | reply)


CAPABILITIES: dict[str, Any] = {
    "workspace": {"workspaceEdit": {"documentChanges": True}, "textDocumentContent": {}},
    "textDocument": {"inlineCompletion": {}},
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
}


def main() -> None:
    """Fuzz as the command line says, and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    found = asyncio.run(fuzz(options.messages, options.seed))
    print(f"messages sent               {found.sent:,} in {time.monotonic() - began:.0f} s")
    print(f"requests among them         {found.requests:,}")
    print(f"left unanswered             {len(found.unanswered)}")
    print(f"answered more than once     {len(found.answered_twice)}")
    print(f"refusals by code            {dict(sorted(found.codes.items()))}")
    print(f"memory, begin and end       {found.megabytes[0]:.0f}, {found.megabytes[1]:.0f} MB")
    print(f"exit code                   {found.exit_code}")
    faults = [line for line in found.log.splitlines() if "ERROR" in line or "Error" in line]
    for line, times in Counter(line[24:] for line in faults).most_common(10):
        print(f"  {times} times: {line}")


if __name__ == "__main__":
    main()
