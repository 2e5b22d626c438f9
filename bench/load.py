"""`python -m bench.load`: what the server costs, beside a bare pygls server where one can be.

Keystrokes in large files, the start, memory, and a working day in fast motion.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.day import Day
from bench.documents import BUFFERS, URI, keystrokes, keystrokes_of_pygls
from bench.numbers import percentile
from tests.e2e.editor import environment
from tests.lsp.raw_client import RawClient, frame, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

Json = dict[str, Any]

BARE = "from pygls.lsp.server import LanguageServer; LanguageServer('bare', '1').start_io()"
INITIALIZE: Json = {"processId": None, "rootUri": None, "capabilities": {}}
STARTS = 9


def main() -> None:
    """Measure and print everything."""
    for name, (text, target) in BUFFERS.items():
        ours, bare = keystrokes(text), keystrokes_of_pygls(text)
        row(f"didChange, {name}, p99", shown(percentile(ours, 99)), f"<= {target:g} ms",
            f"p50 {shown(percentile(ours, 50))}; "
            f"pygls p50 {shown(percentile(bare, 50))}")  # fmt: skip
    asyncio.run(_processes())


async def _processes() -> None:
    glossator, bare = [], []
    for _ in range(STARTS):
        bare.append(await first_answer("-c", BARE))
        glossator.append(await first_answer("-m", "glossator", "serve"))
    ours, theirs = statistics.median(glossator), statistics.median(bare)
    row("spawn to the answer to initialize", shown(1000 * ours), "<= bare / 2",
        f"bare pygls {shown(1000 * theirs)}")  # fmt: skip
    ghost = statistics.median([await first_ghost_text() for _ in range(5)])
    row("spawn to the first ghost text", shown(1000 * ghost), "")
    megabytes = await memory_after_start()
    row("memory after start", f"{megabytes:.0f} MB", "<= 100 MB", "pygls and the SDK loaded")
    day = await Day.lived()
    row("memory after an hour, after the day", f"{day.first:.0f}, {day.last:.0f} MB", "<= +20 %",
        f"{day.edits:,} edits, {day.requests:,} requests in {day.seconds:.0f} s")  # fmt: skip


def row(what: str, value: str, target: str, beside: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:45} {value:>12}   {target:12} {beside}", flush=True)


def shown(milliseconds: float) -> str:
    """Two digits are enough."""
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


async def first_answer(*command: str) -> float:
    """Seconds from the spawn to the first byte of the answer to `initialize`."""
    message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INITIALIZE}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(frame(json.dumps(message).encode()))
    await process.stdout.readexactly(1)
    seconds = time.perf_counter() - began
    process.kill()
    await process.communicate()
    return seconds


async def first_ghost_text() -> float:
    """Seconds from the spawn to ghost text, of a service that answers at once."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn() as service:
            service.answer = lambda _: speak("return 1")
            began = time.perf_counter()
            env = environment(Path(folder))
            async with running("glossator", "serve", env=env) as client:
                await begin(client, service)
                text = "def one():\n    return "
                document = {"uri": URI, "languageId": "python", "version": 0, "text": text}
                client.notify("textDocument/didOpen", {"textDocument": document})
                place = {"line": 1, "character": 11}
                here = {"textDocument": {"uri": URI}, "position": place}
                found = await client.ask(
                    "textDocument/inlineCompletion", here | {"context": {"triggerKind": 1}}
                )
                assert found["result"]["items"], found
                return time.perf_counter() - began


async def memory_after_start() -> float:
    """Megabytes of a server that has loaded everything, and done nothing."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            StandIn() as service,
            running("glossator", "serve", env=environment(Path(folder))) as client,
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
