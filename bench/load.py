"""`python -m bench.load`: what the server costs, beside a bare pygls server where one can be.

Keystrokes in large files, the start, memory, and a working day in fast motion. With `--beside` and
the folder of another checkout, such as the last release, that one's server is measured in turns
with this one's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.day import Day
from bench.documents import BUFFERS, URI, keystrokes_of_pygls
from bench.numbers import percentile
from tests.e2e.editor import environment
from tests.lsp.raw_client import RawClient, frame, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
BARE = "from pygls.lsp.server import LanguageServer; LanguageServer('bare', '1').start_io()"
KEYS = """
import json, sys
from bench.documents import BUFFERS, keystrokes
from bench.numbers import percentile
seconds = keystrokes(BUFFERS[sys.argv[1]][0])
print(json.dumps([percentile(seconds, 50), percentile(seconds, 99)]))
"""
"""Prints milliseconds: of a key in the middle, and of all but one in a hundred."""
INITIALIZE: Json = {"processId": None, "rootUri": None, "capabilities": {}}
STARTS, GHOST_TEXTS, TURNS = 9, 5, 3


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--beside", type=Path, help="another checkout, measured in turns")
    parser.add_argument("--day", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    places = [ROOT] if options.beside is None else [ROOT, options.beside.resolve()]
    print(f"a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    row("", "now", "target", ["beside"] * (len(places) - 1), "bare pygls")
    for name, (text, target) in BUFFERS.items():
        _keys(name, text, target, places)
    asyncio.run(_processes(places, lives_a_day=options.day))
    print(f"a load of {os.getloadavg()[0]:.1f} at the end")


def _keys(name: str, text: str, target: float, places: Sequence[Path]) -> None:
    turns = [[_keystrokes(name, place) for place in places] for _ in range(TURNS)]
    p50, p99 = ([[each[at] for each in by_place] for by_place in zip(*turns, strict=True)]
                for at in (0, 1))  # fmt: skip
    bare = percentile(keystrokes_of_pygls(text), 50)
    row(f"didChange, {name}, p50", *_columns(p50, ""), shown(bare))
    row("                                  p99", *_columns(p99, f"<= {target:g} ms"))


def _keystrokes(name: str, place: Path) -> list[float]:
    """Milliseconds of keys in one of the files, p50 and p99, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", KEYS, name],
        env=_of(place, os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[float] = json.loads(ran.stdout)
    return found


def _columns(by_place: Sequence[Sequence[float]], target: str) -> tuple[str, str, list[str]]:
    """The median of this server, its target, and the medians of the servers beside it."""
    ours, *others = (shown(statistics.median(each)) for each in by_place)
    return ours, target, others


def _of(place: Path, env: Mapping[str, str]) -> dict[str, str]:
    """The environment in which Python imports from a checkout."""
    return {**env, "PYTHONPATH": os.pathsep.join((str(place / "server"), str(place)))}


async def _processes(places: Sequence[Path], *, lives_a_day: bool) -> None:
    serve = "-m", "glossator", "serve"
    starts, bare = [list[float]() for _ in places], list[float]()
    for _ in range(STARTS):
        bare.append(1000 * await first_answer("-c", BARE))
        for place, found in zip(places, starts, strict=True):
            found.append(1000 * await first_answer(*serve, env=_of(place, os.environ)))
    row("spawn to the answer to initialize", *_columns(starts, "<= bare / 2"),
        shown(statistics.median(bare)))  # fmt: skip
    ghosts = [list[float]() for _ in places]
    for _ in range(GHOST_TEXTS):
        for place, found in zip(places, ghosts, strict=True):
            found.append(1000 * await first_ghost_text(place))
    row("spawn to the first ghost text", *_columns(ghosts, ""))
    ours, *others = [f"{await memory_after_start(place):.0f} MB" for place in places]
    row("memory after start, all loaded", ours, "<= 100 MB", others)
    if lives_a_day:
        day = await Day.lived()
        row(
            "memory after an hour, after the day", f"{day.first:.0f}, {day.last:.0f} MB", "<= +20 %"
        )
        print(f"  {day.edits:,} edits, {day.requests:,} requests in {day.seconds:.0f} s")


def row(what: str, value: str, target: str, others: Sequence[str] = (), bare: str = "") -> None:
    """Print one line of the table."""
    beside = "".join(f"{other:>10}" for other in others)
    print(f"{what:42} {value:>12}  {target:12}{beside} {bare:>11}".rstrip(), flush=True)


def shown(milliseconds: float) -> str:
    """Two digits are enough."""
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


async def first_answer(*command: str, env: Mapping[str, str] | None = None) -> float:
    """Seconds from the spawn to the first byte of the answer to `initialize`."""
    message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INITIALIZE}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=env,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(frame(json.dumps(message).encode()))
    await process.stdout.readexactly(1)
    seconds = time.perf_counter() - began
    process.kill()
    await process.communicate()
    return seconds


async def first_ghost_text(place: Path) -> float:
    """Seconds from the spawn to ghost text, of a service that answers at once."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn() as service:
            service.answer = lambda _: speak("return 1")
            began = time.perf_counter()
            env = _of(place, environment(Path(folder)))
            async with running("glossator", "serve", env=env) as client:
                await begin(client, service)
                text = "def one():\n    return "
                document = {"uri": URI, "languageId": "python", "version": 0, "text": text}
                client.notify("textDocument/didOpen", {"textDocument": document})
                cursor = {"line": 1, "character": 11}
                here = {"textDocument": {"uri": URI}, "position": cursor}
                found = await client.ask(
                    "textDocument/inlineCompletion", here | {"context": {"triggerKind": 1}}
                )
                assert found["result"]["items"], found
                return time.perf_counter() - began


async def memory_after_start(place: Path) -> float:
    """Megabytes of a server that has loaded everything, and done nothing."""
    with tempfile.TemporaryDirectory() as folder:
        env = _of(place, environment(Path(folder)))
        async with (
            StandIn() as service,
            running("glossator", "serve", env=env) as client,
        ):
            await begin(client, service)
            status = {"command": "glossator.status", "arguments": [{"wait": True}]}
            await client.ask("workspace/executeCommand", status)
            return client.megabytes


async def begin(client: RawClient, service: StandIn) -> None:
    """Shake hands as an editor with ghost text."""
    options = {**service.options, "completionDeadline": 60}
    await client.initialize(options=options, textDocument={"inlineCompletion": {}})


if __name__ == "__main__":
    main()
