"""Whether a key waits for the index: `python -m bench.while_indexing --files 5000`.

The real server over pipes, in a workspace of so many files, while its index is being made and then
once it is. Bursts of keys are typed along with a suggestion, with pauses between them in which the
index goes on; a time is from the writing of a key to the answer that is read, by the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import sysconfig
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.numbers import percentile
from glossator.context.index.listing import walk
from tests.e2e.editor import environment
from tests.lsp.raw_client import RawClient, running
from tests.standin.scripts import Step, speak
from tests.standin.server import StandIn

BURST = 8
GAP = 0.12
PAUSE = 0.9
"""Seconds between two bursts, longer than what the index waits for after a key."""
HEAD = "import argparse\n\n\ndef total(first_price, second_price):\n    return "
LINE = " + ".join(["first_price", "second_price"] * 6)


@dataclass
class Times:
    """The seconds of keys: the first after each pause, and those that follow it."""

    first: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        parts = (("after a pause", self.first), ("others", self.others))
        return "; ".join(
            f"{name} p50 {percentile(each, 50):.1f}, p99 {percentile(each, 99):.1f}, "
            f"most {1e3 * max(each):.1f} ms of {len(each)}"
            for name, each in parts
            if each
        )


class Typist:
    """One document, typed line by line."""

    def __init__(self, client: RawClient, file: Path) -> None:
        self._client = client
        self._uri = file.as_uri()
        self._line, self._column = HEAD.count("\n"), len("    return ")
        self._version = 0
        self.rest = LINE
        client.notify(
            "textDocument/didOpen",
            {"textDocument": self._document | {"languageId": "python", "text": HEAD}},
        )

    def answer(self, _: object) -> list[Step]:
        """What a service says: the rest of the line."""
        return speak(self.rest)

    async def burst(self, times: Times) -> None:
        """Type some keys, and note how long each waited for its answer."""
        for at in range(BURST):
            took = await self._key()
            (times.others if at else times.first).append(took)
            await asyncio.sleep(GAP)

    async def _key(self) -> float:
        begun = time.monotonic()
        if self.rest:
            typed, self.rest = self.rest[0], self.rest[1:]
        else:
            typed, self.rest = "\n    return ", LINE
        self._change(typed)
        await self._client.ask(
            "textDocument/inlineCompletion",
            {
                "textDocument": {"uri": self._uri},
                "position": {"line": self._line, "character": self._column},
                "context": {"triggerKind": 2},
            },
        )
        return time.monotonic() - begun

    def _change(self, typed: str) -> None:
        at = {"line": self._line, "character": self._column}
        self._version += 1
        change = {"range": {"start": at, "end": at}, "text": typed}
        self._client.notify(
            "textDocument/didChange", {"textDocument": self._document, "contentChanges": [change]}
        )
        *above, last = typed.split("\n")
        self._line += len(above)
        self._column = len(last) if above else self._column + len(last)

    @property
    def _document(self) -> dict[str, object]:
        return {"uri": self._uri, "version": self._version}


def made(folder: Path, files: int) -> None:
    """Write a workspace of modules of the standard library under many names."""
    library = Path(sysconfig.get_path("stdlib"))
    modules = [file for file in walk(library).files() if file.suffix == ".py"]
    for number in range(files):
        place = folder / f"part{number // 50}"
        place.mkdir(exist_ok=True)
        source = modules[number % len(modules)]
        if number < len(modules):
            (place / f"{source.stem}{number}.py").write_bytes(source.read_bytes())
        else:
            first = number % len(modules)
            (place / f"{source.stem}{number}.py").hardlink_to(
                folder / f"part{first // 50}" / f"{source.stem}{first}.py"
            )


async def typed(files: int, bursts: int) -> None:
    """Type without an index, while it is made and once it is, and print how long keys took."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "work"
        root.mkdir()
        made(root, files)
        for context in ("openFiles", "workspace"):
            async with (
                StandIn() as service,
                running("glossator", env=environment(Path(place) / context)) as client,
            ):
                await client.initialize(
                    options={**service.options, "context": context},
                    folders=[{"uri": root.as_uri(), "name": "work"}],
                    textDocument={"inlineCompletion": {}},
                )
                typist = Typist(client, root / "part0" / "typed.py")
                service.answer = typist.answer
                await typist.burst(Times())  # what is loaded first is no key's
                begun = time.monotonic()
                await _report(f"{files:,} files, {context}", client, service, typist, bursts)
                if context == "workspace":
                    while _children(client):
                        await asyncio.sleep(0.1)
                    title = f"indexed after {time.monotonic() - begun:.0f} s"
                    await _report(title, client, service, typist, bursts)
                await client.ask("shutdown")
                client.notify("exit")
                await client.exit_code()


async def _report(
    title: str, client: RawClient, service: StandIn, typist: Typist, bursts: int
) -> None:
    times, asked = Times(), len(service.requests)
    for _ in range(bursts):
        await asyncio.sleep(PAUSE)
        await typist.burst(times)
    asked = len(service.requests) - asked
    memory = " + ".join(f"{each:.0f}" for each in (client.megabytes, *_children(client)))
    print(f"{title}: {times}\n    {asked} requests, {memory} MB", flush=True)


def _children(client: RawClient) -> list[float]:
    """The memory of the processes that the server has started, in MB."""
    found = []
    for tasks in Path(f"/proc/{client.process.pid}/task").glob("*/children"):
        for pid in tasks.read_text().split():
            with suppress(OSError, IndexError):
                status = Path(f"/proc/{pid}/status").read_text()
                found.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
    return found


def main() -> int:
    """Print the times of keys with an index that is being made, and without one."""
    parser = argparse.ArgumentParser(prog="python -m bench.while_indexing", description=__doc__)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--bursts", type=int, default=20)
    options = parser.parse_args()
    asyncio.run(typed(options.files, options.bursts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
