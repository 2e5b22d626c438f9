"""`python -m bench.orders`: whole sessions in the wrong order, each with a server of its own.

Closed before opened, initialized twice, shut down in the midst of commands, by clients that answer,
that owe every answer, or that read nothing any more. Each server must end, by itself or when its
stdin does, and whoever reads must have one answer to each request.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from tests.e2e.editor import environment
from tests.liveness import LIVENESS
from tests.lsp.hostile_orders import session
from tests.lsp.raw_client import RawClient, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

Manner = Literal["answers", "owes", "deaf"]
MANNERS = get_args(Manner)
TICK = 0.02


@dataclass
class Outcome:
    """What became of the sessions."""

    sessions: int = 0
    requests: int = 0
    unanswered: list[str] = field(default_factory=list)
    answered_twice: list[str] = field(default_factory=list)
    exit_codes: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


async def orders(sessions: int, seed: int = 1) -> Outcome:
    """Hold so many sessions, one after the other."""
    chance, found = random.Random(seed), Outcome()
    async with StandIn() as service:
        service.answer = lambda _: speak("return ", "sum(prices)\n")
        for number in range(sessions):
            await _hold(chance, service, MANNERS[number % len(MANNERS)], found)
            service.requests.clear()
    return found


async def _hold(chance: random.Random, service: StandIn, manner: Manner, found: Outcome) -> None:
    messages = session(chance, service.options)
    asked = [each["id"] for each in messages if "id" in each]
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder))
        async with running("tests.lsp.impatient_server", env=env) as client:
            pipe = client.process._transport.get_pipe_transport(1)  # type: ignore[attr-defined]
            if manner == "deaf":
                pipe.pause_reading()
            for message in messages:
                client.send(message)
                if chance.random() < 0.3:
                    await asyncio.sleep(TICK * chance.random())
            if messages[-1]["method"] != "exit" and manner != "deaf":
                await _all_answered(client, asked, manner)
            assert client.process.stdin is not None
            client.process.stdin.close()
            found.exit_codes[await _ended(client)] += 1
            pipe.resume_reading()
            if manner != "deaf":
                _count(client, asked, messages[-1]["method"] == "exit", found)
            log = await client.log() if manner != "deaf" else ""
            found.faults += [line for line in log.splitlines() if "Traceback" in line]
    found.sessions += 1


async def _ended(client: RawClient) -> int:
    """The exit code of a process whose output may still lie in its pipe."""
    async with asyncio.timeout(LIVENESS):
        while (code := client.process.returncode) is None:
            await asyncio.sleep(TICK)
    return code


async def _all_answered(client: RawClient, asked: list[int], manner: Manner) -> None:
    """Wait for every answer; answer what the server asks meanwhile, unless the manner is to owe."""
    seen = 0
    waited = set(asked)
    async with asyncio.timeout(LIVENESS):
        while waited:
            await asyncio.sleep(TICK)
            for message in client.received[seen:]:
                if "method" not in message:
                    waited.discard(message.get("id", -1))
                elif "id" in message and manner == "answers":
                    client.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            seen = len(client.received)


def _count(client: RawClient, asked: list[int], ends_early: bool, found: Outcome) -> None:
    answered = Counter(each.get("id") for each in client.received if "method" not in each)
    found.requests += len(asked)
    found.answered_twice += [f"{each}" for each in asked if answered[each] > 1]
    if not ends_early:  # what is asked of a server that is told to exit may stay unanswered
        found.unanswered += [f"{each}" for each in asked if not answered[each]]


def main() -> None:
    """Hold sessions as the command line says, and tell what came of them."""
    parser = argparse.ArgumentParser(prog="python -m bench.orders", description=__doc__)
    parser.add_argument("--sessions", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    found = asyncio.run(orders(options.sessions, options.seed))
    print(f"sessions, each its server   {found.sessions} in {time.monotonic() - began:.0f} s")
    print(f"requests of those who read  {found.requests}")
    print(f"left unanswered             {len(found.unanswered)}")
    print(f"answered more than once     {len(found.answered_twice)}")
    print(f"tracebacks in their logs    {len(found.faults)}")
    print(f"exit codes                  {dict(sorted(found.exit_codes.items()))}")


if __name__ == "__main__":
    main()
