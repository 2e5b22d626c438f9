"""`python -m bench.soak`: a working week in fast motion, in a workspace with hostile files in it.

Two million edits in 5,000 files on disk, typed as fast as the server takes them in, with ghost
text, menus, explanations and edits between them. After the week the server must hold what it held
after its first hour: no task and no descriptor more, and no more than a fifth of memory.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.hostile import Session, hostile
from bench.storm import COMMAND
from bench.watched_loop import LONGEST
from glossator.languages import facts_of
from glossator.syntax.registry import LANGUAGES
from tests.e2e.editor import environment
from tests.e2e.watched import LEFT
from tests.lsp.raw_client import running
from tests.standin.server import StandIn

HOURS = 40
HOSTILE_EVERY = 25
OTHER_WORK_EVERY = 20
"""Of so many files one is hostile; in one of so many explanations and edits are asked for."""
BURST = 200
"""Keys between two requests for ghost text that are waited for."""
OPEN_FILES = 30
LARGEST = 60_000
SETTLED = 1.5
"""Seconds between two looks: the trees of a long document go a second after it was closed."""


@dataclass(frozen=True)
class Left:
    """What the server holds when it has nothing to do.

    Megabytes `of_files` are of programs on the disk, such as the grammars of languages met so far:
    the system can drop them.
    """

    megabytes: float
    of_files: float
    tasks: list[str]
    descriptors: int


@dataclass(frozen=True)
class File:
    """One file of the workspace."""

    path: Path
    language: str
    hostile: bool


def written(folder: Path, files: int, chance: random.Random) -> list[File]:
    """The files of the workspace, written to disk; one of `HOSTILE_EVERY` is hostile."""
    library = Path(sysconfig.get_path("stdlib"))
    paths = [path for path in sorted(library.glob("*.py")) if path.stat().st_size < LARGEST]
    texts = [path.read_text("utf-8") for path in paths]
    languages = itertools.cycle(sorted(LANGUAGES))
    made = []
    for number in range(files):
        below = folder / f"part{number % 50}"
        below.mkdir(exist_ok=True)
        if number % HOSTILE_EVERY == HOSTILE_EVERY - 1:
            language = next(languages)
            size = 900_000 if chance.random() < 0.05 else 20_000
            name = f"hostile{number}{facts_of(language).files.split()[0]}"
            file, text = File(below / name, language, True), hostile(chance, size)[0]
        else:
            file, text = File(below / f"module{number}.py", "python", False), chance.choice(texts)
        file.path.write_text(text, "utf-8")
        made.append(file)
    return made


class Worker:
    """Who works in the files: opens each, types in it, and leaves the last ones open."""

    def __init__(self, session: Session, service: StandIn, keys: int) -> None:
        self._session = session
        self._service = service
        self._keys = keys
        self._chance = random.Random(2)
        self._open: list[str] = []
        self.edits = self.requests = 0

    async def hour(self, files: list[File]) -> None:
        """Work in these files, and forget what was asked of the service for them."""
        for number, file in enumerate(files):
            await self._file(file, other_work=number % OTHER_WORK_EVERY == 0)
            while self._service.requests:  # what came is no longer needed, by either way to it
                await self._service.next_request()
                self._service.requests.pop()

    def close_all(self) -> None:
        """Close what is open."""
        while self._open:
            self._session.close(self._open.pop(0))

    async def _file(self, file: File, *, other_work: bool) -> None:
        uri, text = file.path.as_uri(), file.path.read_text("utf-8")
        self._session.open(uri, file.language, text)
        self._open.append(uri)
        row = min(text.count("\n"), 1) if file.hostile else text.count("\n") // 2
        if file.hostile:
            await self._session.everything(uri, row)
            self.requests += 8
        await self._type(uri, row, text.splitlines()[row:] or ["pass"])
        if other_work and not file.hostile:
            here = {"line": row, "character": 0}
            place = {"start": here, "end": here}
            argument = {"uri": uri, "range": place, "instruction": "Shorter."}
            for name in ("explain", "document", "edit"):
                await self._session.run(f"glossator.{name}", argument)
                self.requests += 1
        if len(self._open) > OPEN_FILES:
            self._session.close(self._open.pop(0))

    async def _type(self, uri: str, row: int, lines: list[str]) -> None:
        """Type so many keys, each a change; now and then take one back."""
        typed = itertools.cycle("".join(f"{line}\n" for line in lines))
        column = 0
        for version in range(10, 10 + self._keys):
            here = {"line": row, "character": column}
            start, key = here, next(typed)
            if column and self._chance.random() < 0.05:
                start, key = {"line": row, "character": column - 1}, ""
            change = {"range": {"start": start, "end": here}, "text": key}
            identifier = {"uri": uri, "version": version}
            self._session.client.notify(
                "textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]}
            )
            row, column = (row + 1, 0) if key == "\n" else (row, column + (1 if key else -1))
            self.edits += 1
            if version % BURST == 0:
                await self._look(uri, row, column)

    async def _look(self, uri: str, row: int, column: int) -> None:
        """Ghost text that is cancelled, ghost text that is waited for, and the menu."""
        here = {"textDocument": {"uri": uri}, "position": {"line": row, "character": column}}
        client, method = self._session.client, "textDocument/inlineCompletion"
        params = here | {"context": {"triggerKind": 2}}
        client.notify("$/cancelRequest", {"id": client.request(method, params)})
        await self._session.ask(method, here | {"context": {"triggerKind": 1}})
        await self._session.menu(uri, row)
        self.requests += 3


async def settled(session: Session) -> Left:
    """What is left when two looks in a row are alike."""
    last: Any = None
    async with asyncio.timeout(900):
        while True:
            await session.run("glossator.status", {"wait": True})
            await asyncio.sleep(SETTLED)
            found = await session.run(LEFT)
            now = (found["tasks"], found["descriptors"])
            if COMMAND not in found["tasks"] and now == last:
                client = session.client
                return Left(client.megabytes, client.megabytes_of_files, *now)
            last = now


async def week(files: int, edits: int, hours: int) -> tuple[Worker, list[Left], float]:
    """Work so many hours; what was left after each, and the seconds of the longest callback."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder:
        made = written(Path(folder), files, random.Random(1))
        async with (
            StandIn() as service,
            running("bench.watched_loop", env=environment(Path(home))) as client,
        ):
            session = Session(client, service)
            await session.begin(Path(folder))
            worker, hourly, longest = Worker(session, service, edits // files), list[Left](), 0.0
            an_hour = -(-files // hours)
            for begin in range(0, files, an_hour):
                began = time.monotonic()
                await worker.hour(made[begin : begin + an_hour])
                worker.close_all()
                hourly.append(await settled(session))
                longest = max(longest, await session.run(LONGEST))
                left = hourly[-1]
                print(f"  hour {len(hourly):3} in {time.monotonic() - began:4.0f} s: "
                      f"{left.megabytes:.0f} MB, {left.of_files:.0f} of files, "
                      f"{len(left.tasks)} tasks, "
                      f"{left.descriptors} descriptors", flush=True)  # fmt: skip
            return worker, hourly, longest


def _all(left: Left) -> float:
    return left.megabytes


def _without_files(left: Left) -> float:
    return left.megabytes - left.of_files


def main() -> None:
    """Work a week, and say what it left."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--edits", type=int, default=2_000_000)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--hours", type=int, default=HOURS)
    options = parser.parse_args()
    began = time.monotonic()
    worker, hourly, longest = asyncio.run(week(options.files, options.edits, options.hours))
    first, last = hourly[0], hourly[-1]
    print(f"edits                       {worker.edits:,} in {options.files:,} files, "
          f"{time.monotonic() - began:.0f} s")  # fmt: skip
    print(f"requests                    {worker.requests:,}")
    print(f"longest on the loop         {1000 * longest:.0f} ms")
    for title, of_hour in (("megabytes", _all), ("  without files' own", _without_files)):
        print(f"{title:27} {of_hour(first):.0f} after the first hour, {of_hour(last):.0f} at the "
              f"end, most {max(map(of_hour, hourly)):.0f}")  # fmt: skip
    print(f"tasks, descriptors          {len(first.tasks)}, {first.descriptors} after the first "
          f"hour; {len(last.tasks)}, {last.descriptors} at the end")  # fmt: skip
    for extra in set(last.tasks) - set(first.tasks):
        print(f"  a task more: {extra}")


if __name__ == "__main__":
    main()
