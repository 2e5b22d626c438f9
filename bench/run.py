"""One run: the typist between a server and the simulated service.

In simulated time everything is in one process and the servers' own work takes no time; in real time
the service and Glossator are processes of their own, and that work is what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from bench import corpus, from_the_top, nearby, plain_server, processes, recorded, throwaway_server
from bench.clock import now, simulate
from bench.costs import costs
from bench.knowledge import Knowledge
from bench.rpc import Connection, InMemory
from bench.service import Charge, Service, Setup
from bench.sight import sight
from bench.table import Figures
from bench.times import times
from bench.typist import Log, Typist
from glossator.lsp.server.registration import create_server

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

SERVERS = ("plain", "throwaway", "glossator")
MAKE = {
    "python": from_the_top.python,
    "shlex": from_the_top.shlex,
    "rust-typed": from_the_top.rust,
    "rust-recorded": recorded.recorded,
}
SETTLING = 4.0
"""Seconds after the handshake in which a server may import and probe, as at an editor's start; or
twice what the handshake took, on a machine that is busy."""
READING = 1.0
"""Seconds of real time in which the server reads the modules that lie beside the file."""
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "VIRTUAL_ENV")


def run(server: str, options: argparse.Namespace) -> Figures:
    """Type one stretch into one server and say what came of it."""
    stretch = MAKE[options.corpus](options.keys, options.seed, options.slips)
    if options.real:
        log, charges = asyncio.run(_in_real_time(stretch, options))
    else:
        log, charges = simulate(_in_simulated_time(server, stretch, options))
    if log.end != stretch.after(log.steps):
        raise RuntimeError("the typist's buffer is not the stretch's text; the bench is broken")
    knowledge = Knowledge(
        stretch.finished, wrong=options.wrong, seed=options.seed, errors=options.errors
    )
    return Figures(
        sight(log, stretch, knowledge),
        costs(log, charges, options.round_trip),
        times(log, charges, options.round_trip, real=options.real),
    )


def charges_of(server: str, options: argparse.Namespace) -> list[Charge]:
    """What each request of one stretch has cost, in simulated time."""
    stretch = MAKE[options.corpus](options.keys, options.seed, options.slips)
    _, charges = simulate(_in_simulated_time(server, stretch, options))
    return charges


async def _in_simulated_time(
    server: str, stretch: corpus.Stretch, options: argparse.Namespace
) -> tuple[Log, list[Charge]]:
    service = Service(_setup(stretch, options))
    typist = Typist(stretch, service.places.register, accept=options.accept)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, nearby.wired(service):
        environment = _environment(Path(home), nearby.URL)
        with patch.dict(os.environ, environment, clear=True):
            connection = InMemory(_made(server, options.wire), typist.take)
            log = await _typed(typist, connection, Path(home), options)
    return log, service.log


def _made(server: str, wire: str) -> LanguageServer:
    if server == "glossator":
        return create_server()
    if server == "throwaway":
        return throwaway_server.create(nearby.URL, wire)
    return plain_server.create(nearby.URL, wire)


async def _in_real_time(
    stretch: corpus.Stretch, options: argparse.Namespace
) -> tuple[Log, list[Charge]]:
    """Glossator alone: the plain server's own time says nothing."""
    async with processes.service(_setup(stretch, options)) as service:
        typist = Typist(stretch, service.register, accept=options.accept)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            environment = _environment(Path(home), service.url)
            server = await processes.glossator(environment, Path(home), typist.take)
            log = await _typed(typist, server, Path(home), options)
            log.note_moments(json.loads((Path(home) / processes.MOMENTS).read_bytes()))
        return log, await service.charges()


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
        errors=options.errors,
        lines=options.lines,
        fim=options.wire == "fim",
        bare=options.bare,
        logprobs=options.logprobs,
    )


async def _typed(
    typist: Typist, server: Connection, home: Path, options: argparse.Namespace
) -> Log:
    """Let the typist type, and stop the server."""
    try:
        server.hear = typist.hear
        await _handshake(server, home, growing=not options.still)
        if options.beside:
            from_the_top.put_beside(home)
        typist.open(server, home)
        await asyncio.sleep(1)
        if options.beside:
            time.sleep(READING)  # noqa: ASYNC251 - the thread that reads needs real time
        return await typist.run(
            corpus.gaps(options.keys, options.seed, options.pause_cap, options.rhythm)
        )
    finally:
        await server.stop()


async def _handshake(server: Connection, folder: Path, *, growing: bool) -> None:
    capabilities = {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "synchronization": {"dynamicRegistration": False},
            "inlineCompletion": {"dynamicRegistration": False},
        },
        "workspace": {"configuration": True},
    }
    began = now()
    about = {
        "processId": None,
        "rootUri": folder.as_uri(),
        "capabilities": capabilities,
        "initializationOptions": {"client": {"growingSuggestions": growing}},
    }
    await server.ask("initialize", about)
    server.notify("initialized", {})
    await asyncio.sleep(max(SETTLING, 2 * (now() - began)))


def _environment(home: Path, url: str) -> dict[str, str]:
    """A clean home, so that no setting of the person who runs the bench plays a part."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    folders = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    return (
        kept
        | {name: str(home) for name in (*folders, "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")}
        | {"GLOSSATOR_BASE_URL": url, "GLOSSATOR_API_KEY": "bench", "GLOSSATOR_PROFILE": "service"}
    )
