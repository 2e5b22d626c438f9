"""The service and the server as real processes over real sockets and pipes, in real time."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from bench.places import Place
from bench.rpc import Answered, OverPipes
from bench.service import Charge, Setup

ROOT = Path(__file__).resolve().parents[1]


MOMENTS = "moments.json"


class Service:
    """The simulated service's process."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{port}/v1"

    def register(self, place: Place) -> None:
        """Tell the service where the cursor is."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(place)).encode() + b"\n")

    async def charges(self) -> list[Charge]:
        """End the service and return what it charged."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        charges = json.loads(await self._process.stdout.readline())
        await self._process.wait()
        return [Charge(**charge) for charge in charges]


@asynccontextmanager
async def service(setup: Setup) -> AsyncIterator[Service]:
    """The service in a process of its own, ended in any case."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.service",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**28,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(asdict(setup)).encode() + b"\n")
        yield Service(process, int(await process.stdout.readline()))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def glossator(environment: Mapping[str, str], home: Path, answered: Answered) -> OverPipes:
    """The language server; at its end it says in `home` when it read and answered requests."""
    command = [sys.executable, "-m", "bench.timed_server", str(home / MOMENTS)]
    environment = {**environment, "PYTHONPATH": str(ROOT)}
    return await OverPipes.start(command, environment, ROOT, home / "stderr.txt", answered)
