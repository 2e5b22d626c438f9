"""`python -m bench.storm`: requests for ghost text, each cancelled by the next one.

Bounded in number and time, and to a server and a service on this machine that it starts itself.
Afterwards the server must be idle: every request answered once, no stream open, nothing grown.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.editor import environment
from tests.e2e.watched import LEFT
from tests.lsp.raw_client import RawClient, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

URI = "file:///storm.py"
HEAD = "def total(prices):\n    return "
LINE = 40
"""Keys after which the line begins anew."""
EXPLAIN_EVERY = 50
TICK = 0.01
COMMAND = "BackgroundTasks._run"
"""The task of a command that was answered before it ran."""


@dataclass
class Outcome:
    """What became of the requests; the rest is before the storm and after it."""

    requests: int
    answered: Counter[int]
    seconds: float
    asked_of_the_service: int
    open_streams: int
    before: dict[str, Any]
    after: dict[str, Any]


async def storm(requests: int, rate: float) -> Outcome:
    """So many requests, `rate` of them a second where the machine can keep up."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            StandIn() as service,
            running("tests.e2e.watched", env=environment(Path(folder))) as client,
        ):
            service.answer = lambda _: speak(
                *["return sum(prices)\n"] * 20, first=0.05, between=0.02
            )
            await _begin(client, service)
            await _blow(client, 200, rate)  # what is loaded and cached once is no growth
            before = await _idle(client)
            service.requests.clear()
            began = time.monotonic()
            answered = await _blow(client, requests, rate)
            seconds = time.monotonic() - began
            after = await _idle(client)
            streams = sum(not request.ended.is_set() for request in service.requests)
            asked = len(service.requests)
            await client.ask("shutdown")
            client.notify("exit")
            await client.exit_code()
            return Outcome(requests, answered, seconds, asked, streams, before, after)


async def _begin(client: RawClient, service: StandIn) -> None:
    await client.initialize(options=service.options, textDocument={"inlineCompletion": {}})
    document = {"uri": URI, "languageId": "python", "version": 0, "text": HEAD}
    client.notify("textDocument/didOpen", {"textDocument": document})
    status = {"command": "glossator.status", "arguments": [{"wait": True}]}
    await client.ask("workspace/executeCommand", status)


async def _blow(client: RawClient, requests: int, rate: float) -> Counter[int]:
    """Send the requests; how often each id was answered."""
    client.received.clear()
    answered: Counter[int] = Counter()
    asked: list[int] = []
    began = time.monotonic()
    while len(asked) < requests:
        due = min(requests, int((time.monotonic() - began) * rate) + 1)
        while len(asked) < due:
            _key(client, len(asked))
            asked.append(_ask(client, len(asked)))
            if len(asked) > 1:
                client.notify("$/cancelRequest", {"id": asked[-2]})
        _take_in(client, answered)
        await client.drained()
        await asyncio.sleep(TICK)
    client.notify("$/cancelRequest", {"id": asked[-1]})
    async with asyncio.timeout(120):
        while len(answered) < requests:
            await asyncio.sleep(TICK)
            _take_in(client, answered)
    return answered


def _key(client: RawClient, number: int) -> None:
    column = number % LINE
    end = {"line": 1, "character": len("    return ") + column}
    start = end if column else {"line": 1, "character": len("    return ")}
    last = end if column else {"line": 1, "character": len("    return ") + LINE}
    change = {"range": {"start": start, "end": last}, "text": "abcdefgh"[number % 8]}
    identifier = {"uri": URI, "version": number + 1}
    client.notify(
        "textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]}
    )


def _ask(client: RawClient, number: int) -> int:
    if number % EXPLAIN_EVERY == EXPLAIN_EVERY - 1:
        argument = {"uri": URI, "position": {"line": 0, "character": 5}}
        command = {"command": "glossator.explain", "arguments": [argument]}
        return client.request("workspace/executeCommand", command)
    place = {"line": 1, "character": len("    return ") + number % LINE + 1}
    return client.request(
        "textDocument/inlineCompletion",
        {
            "textDocument": {"uri": URI},
            "position": place,
            "context": {"triggerKind": 1 if number % 3 else 2},
        },
    )


def _take_in(client: RawClient, answered: Counter[int]) -> None:
    received, client.received[:] = list(client.received), []
    for message in received:
        if "method" not in message:
            answered[message["id"]] += 1
        elif "id" in message:
            client.send({"jsonrpc": "2.0", "id": message["id"], "result": None})


async def _idle(client: RawClient) -> dict[str, Any]:
    """What the server holds when it runs no command, and two looks in a row are alike."""
    last: dict[str, Any] = {}
    async with asyncio.timeout(60):
        while True:
            await asyncio.sleep(0.5)
            answer = await client.ask("workspace/executeCommand", {"command": LEFT})
            left: dict[str, Any] = answer["result"]
            if COMMAND in left["tasks"]:
                continue
            if left["tasks"] == last.get("tasks") and left["sockets"] == last.get("sockets"):
                return left
            last = left


def main() -> None:
    """Blow as the command line says, and tell what is left."""
    parser = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=1000.0)
    options = parser.parse_args()
    found = asyncio.run(storm(int(options.seconds * options.rate), options.rate))
    twice = sum(times > 1 for times in found.answered.values())
    print(f"requests, each cancelled    {found.requests:,} in {found.seconds:.0f} s")
    print(f"left unanswered             {found.requests - len(found.answered)}")
    print(f"answered more than once     {twice}")
    print(f"asked of the service        {found.asked_of_the_service}")
    print(f"streams still open          {found.open_streams}")
    for name in ("tasks", "sockets", "megabytes"):
        before, after = found.before[name], found.after[name]
        shown = (len(before), len(after)) if isinstance(before, list) else (before, after)
        print(f"{name:27} {shown[0]:.0f} before, {shown[1]:.0f} after")


if __name__ == "__main__":
    main()
