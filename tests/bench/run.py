"""One run: a service process, a language server process, and the typist between them."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from tests.bench import corpus
from tests.bench.costs import costs
from tests.bench.knowledge import Knowledge
from tests.bench.places import Place
from tests.bench.rpc import Connection
from tests.bench.service import Charge, Setup
from tests.bench.sight import sight
from tests.bench.table import Figures
from tests.bench.times import times
from tests.bench.typist import Log, Typist

ROOT = Path(__file__).resolve().parents[2]
SERVERS: Mapping[str, tuple[str, ...]] = {
    "plain": ("-m", "tests.bench.plain_server"),
    "glossator": ("-m", "glossator", "serve"),
}
SETTLING = 4.0
"""Seconds after the handshake in which a server may import and probe, as at an editor's start; or
twice what the handshake took, on a machine that is busy."""
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "VIRTUAL_ENV")


class Service:
    """The simulated service's process."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{port}/v1"

    def register(self, place: Place) -> None:
        """Tell the service where the cursor is."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(place)).encode() + b"\n")

    async def log(self) -> list[Charge]:
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
        "tests.bench.service",
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


async def run(server: str, options: argparse.Namespace) -> Figures:
    """Type one stretch into one server and say what came of it."""
    make = {"rust": corpus.rust, "python": corpus.python}[options.corpus]
    stretch = make(options.keys, options.seed)
    async with service(_setup(stretch, options)) as model:
        typist = Typist(stretch, model.register, accept=options.accept)
        log = await _typed(typist, server, model.url, options)
        charges = await model.log()
    if log.end != stretch.after(log.steps):
        raise RuntimeError("the typist's buffer is not the stretch's text; the bench is broken")
    knowledge = Knowledge(stretch.finished, wrong=options.wrong, seed=options.seed)
    return Figures(
        sight(log, stretch, knowledge),
        costs(log, charges, options.round_trip),
        times(log, charges, options.round_trip),
    )


def _setup(stretch: corpus.Stretch, options: argparse.Namespace) -> Setup:
    return Setup(
        finished=stretch.finished,
        language=stretch.language,
        seed=options.seed,
        round_trip=options.round_trip,
        prefill_rate=options.prefill_rate,
        decode_rate=options.decode_rate,
        slots=options.slots,
        wrong=options.wrong,
        fim=options.wire == "fim",
        bare=options.bare,
        logprobs=options.logprobs,
    )


async def _typed(typist: Typist, server: str, url: str, options: argparse.Namespace) -> Log:
    """Start the server in a clean home, let the typist type, and stop the server."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        connection = await Connection.start(
            [sys.executable, *SERVERS[server]],
            _environment(Path(home), url, options.wire),
            ROOT,
            Path(home) / "stderr.txt",
            typist.take,
        )
        try:
            await _handshake(connection, Path(home))
            typist.open(connection, Path(home))
            await asyncio.sleep(1)
            return await typist.run(corpus.gaps(options.keys, options.seed, options.pause_cap))
        finally:
            await connection.stop()


async def _handshake(connection: Connection, folder: Path) -> None:
    capabilities = {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "synchronization": {"dynamicRegistration": False},
            "inlineCompletion": {"dynamicRegistration": False},
        },
        "workspace": {"configuration": True},
    }
    began = perf_counter()
    await connection.ask(
        "initialize",
        {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": capabilities},
    )
    connection.notify("initialized", {})
    await asyncio.sleep(max(SETTLING, 2 * (perf_counter() - began)))


def _environment(home: Path, url: str, wire: str) -> dict[str, str]:
    """A clean home, so that no setting of the person who runs the bench plays a part."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    folders = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    return (
        kept
        | {name: str(home) for name in (*folders, "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")}
        | {"GLOSSATOR_BASE_URL": url, "GLOSSATOR_API_KEY": "bench", "GLOSSATOR_PROFILE": "service"}
        | {"PLAIN_BASE_URL": url, "PLAIN_WIRE": wire, "PYTHONPATH": str(ROOT)}
    )
