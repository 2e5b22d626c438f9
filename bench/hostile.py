"""`python -m bench.hostile`: menus in a long file, and every request in files nested to hurt.

The files are made by a grammar of openers, chains and their mixtures, in every language, small
ones deep and large ones of 10 MB. The loop is timed in processor time, callback by callback.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.documents import BUFFERS
from bench.numbers import percentile
from bench.watched_loop import LONGEST
from glossator.syntax.registry import LANGUAGES
from tests.e2e.editor import environment
from tests.lsp.raw_client import RawClient, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

MENUS = 300
TEN_MEGABYTES = 10_000_000
SIZES = (20_000, 900_000, TEN_MEGABYTES)
AT_REST = 2
"""Seconds after which what a closed file has left is counted."""
PAIRS = (
    *(("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("f(", ")"), ("$(", ")"), ("<a>", "</a>")),
    *(("a+", ""), ("a.b", ""), ("-", ""), ("*", ""), ("!", ""), ("if a {", "}"), ("a ? b : ", "")),
    *(("/*", "*/"), ('"', '"'), ("'", ""), ("`${", "}`"), ('f"{', '}"'), ("lambda: ", "")),
    *(("@a\n", ""), ("else if a:\n", ""), ("x => ", ""), ("V<", ">"), ("{a:", "}"), ("#", "\n")),
)
"""What opens and what closes; a chain has nothing that closes."""


@dataclass(frozen=True)
class Found:
    """What one file did; the seconds are the longest callback's."""

    language: str
    size: int
    drawn: str
    longest: float
    most: float
    """Megabytes at the most, while it was asked about."""
    kept: float
    """Megabytes once it was closed and the server had nothing to do."""


def hostile(chance: random.Random, size: int) -> tuple[str, str]:
    """A text of about so many characters, and how it was drawn."""
    chosen = chance.choices(PAIRS, k=chance.choice((1, 1, 1, 2, 3)))
    unit, end = "".join(a for a, _ in chosen), "".join(b for _, b in reversed(chosen))
    depth = max(1, size // max(1, len(unit) + len(end)))
    lines = chance.choice(("", "\n"))  # all in one line, or each in its own
    closed = chance.choice((depth, depth, 0, depth // 2))
    head = chance.choice(("", "x = ", "int ", "fn f() -> ", "def f(a):\n    return "))
    text = head + (unit + lines) * depth + (end + lines) * closed
    return text[:size], f"{head!r} + {unit!r} x {depth} + {end!r} x {closed}, break {lines!r}"


def corpus(
    languages: Sequence[str], sizes: Sequence[int], files: int, seed: int
) -> Iterator[tuple[str, int, str, str]]:
    """Languages, sizes, texts and how they were drawn: so many files of each size and language."""
    for language in languages:
        for size in sizes:
            chance = random.Random(f"{seed} {language} {size}")
            for _ in range(files):
                text, drawn = hostile(chance, size)
                yield language, size, text, drawn


class Session:
    """One server, and what it is asked."""

    def __init__(self, client: RawClient, service: StandIn) -> None:
        self.client = client
        self._service = service
        self._seen = 0

    async def begin(self, folder: Path | None = None) -> None:
        """Shake hands, and wait until the service is known; `folder` is the workspace's."""
        self._service.answer = lambda _: speak("return 1\n")
        folders = [{"uri": folder.as_uri(), "name": folder.name}] if folder else None
        await self.client.initialize(
            options=self._service.options,
            folders=folders,
            textDocument={"inlineCompletion": {}},
            workspace={"textDocumentContent": {}, "workspaceEdit": {"documentChanges": True}},
        )
        await self.run("glossator.status", {"wait": True})
        await self.run(LONGEST)

    async def ask(self, method: str, params: Any) -> Any:
        """The answer; what the server asks meanwhile is answered, with nothing."""
        asked = self.client.request(method, params)
        while True:
            received, self.client.received[:] = list(self.client.received), []
            for message in received:
                if "method" not in message and message["id"] == asked:
                    return message.get("result")
                if "method" in message and "id" in message:
                    reply = {"jsonrpc": "2.0", "id": message["id"], "result": None}
                    self.client.send(reply)
            await self.client.message(lambda _: True)

    async def run(self, command: str, argument: Any = None) -> Any:
        """The result of a command."""
        arguments = [] if argument is None else [argument]
        return await self.ask(
            "workspace/executeCommand", {"command": command, "arguments": arguments}
        )

    def open(self, uri: str, language: str, text: str) -> None:
        """Open a document."""
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.client.notify("textDocument/didOpen", {"textDocument": document})

    def close(self, uri: str) -> None:
        """Close it."""
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    async def menu(self, uri: str, line: int, character: int = 0) -> None:
        """Ask for the code actions at a place."""
        here = {"line": line, "character": character}
        place = {"start": here, "end": here}
        params = {"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": []}}
        await self.ask("textDocument/codeAction", params)

    async def everything(self, uri: str, line: int) -> None:
        """Ask for everything there is at one place."""
        here = {"line": line, "character": 3}
        document = {"textDocument": {"uri": uri}, "position": here}
        change = [{"range": {"start": here, "end": here}, "text": "("}]
        await self.ask("textDocument/inlineCompletion", document | {"context": {"triggerKind": 1}})
        await self.menu(uri, line, 3)
        identifier = {"uri": uri, "version": 2}
        self.client.notify(
            "textDocument/didChange", {"textDocument": identifier, "contentChanges": change}
        )
        await self.menu(uri, line, 3)
        argument = {"uri": uri, "range": {"start": here, "end": here}, "instruction": "Shorter."}
        for name in ("explain", "document", "edit", "annotate", "documentAll"):
            await self.run(f"glossator.{name}", argument)


async def menus() -> tuple[list[float], float]:
    """Seconds of menus in 25,000 lines, and milliseconds of the longest callback."""
    (text, _), *_ = BUFFERS.values()
    chance, spent = random.Random(1), list[float]()
    async with _session() as session:
        session.open("file:///long.py", "python", text)
        await session.menu("file:///long.py", 0)
        await asyncio.sleep(2)  # its tree is made beside the loop
        await session.run(LONGEST)
        for _ in range(MENUS):
            began = time.perf_counter()
            await session.menu("file:///long.py", chance.randrange(25_000))
            spent.append(time.perf_counter() - began)
        return spent, 1000 * await session.run(LONGEST)


async def nested(
    languages: Sequence[str], sizes: Sequence[int], files: int, seed: int
) -> AsyncIterator[Found]:
    """What each file of the corpus did to one server."""
    async with _session() as session:
        drawn_texts = corpus(languages, sizes, files, seed)
        for number, (language, size, text, drawn) in enumerate(drawn_texts):
            uri = f"file:///nested{number}"
            session.client.forget_most_megabytes()
            session.open(uri, language, text)
            await session.everything(uri, min(text.count("\n"), 1))
            session.close(uri)
            most, longest = session.client.most_megabytes, await session.run(LONGEST)
            await asyncio.sleep(AT_REST)
            kept = session.client.megabytes
            yield Found(language, size, drawn, longest, most, kept)


class _session:  # noqa: N801 - used as a function
    """A session with a server and a service of its own."""

    async def __aenter__(self) -> Session:
        self._folder = tempfile.TemporaryDirectory()
        self._service = await StandIn().__aenter__()
        env = environment(Path(self._folder.name))
        self._running = running("bench.watched_loop", env=env)
        session = Session(await self._running.__aenter__(), self._service)
        await session.begin()
        return session

    async def __aexit__(self, *_: object) -> None:
        await self._running.__aexit__(None, None, None)
        await self._service.__aexit__(None, None, None)
        self._folder.cleanup()


def main() -> None:
    """Measure, and print a line for each language and size."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    add = parser.add_argument
    add("--files", type=int, default=4, help="of each size in each language")
    add("--sizes", type=int, nargs="*", default=list(SIZES), help="characters of a file")
    add("--languages", nargs="*", default=sorted(LANGUAGES))
    add("--seed", type=int, default=1)
    add("--menus", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    if options.menus:
        spent, longest = asyncio.run(menus())
        p50, p99 = percentile(spent, 50), percentile(spent, 99)
        print(f"menu in 25,000 lines, p50, p99   {p50:.1f}, {p99:.1f} ms")
        print(f"  of it on the loop, at most     {longest:.1f} ms", flush=True)
    for language in options.languages:
        asyncio.run(_told(language, options))


async def _told(language: str, options: argparse.Namespace) -> None:
    """Print what the files of one language do to a server of their own, a line for each size."""
    by_size: dict[int, list[Found]] = {}
    async for each in nested([language], options.sizes, options.files, options.seed):
        found = by_size.setdefault(each.size, [])
        found.append(each)
        if len(found) == options.files:
            worst = max(found, key=lambda each: each.longest)
            kept, most = max(f.kept for f in found), max(f.most for f in found)
            print(f"{language:16} {each.size:>10,}  {1000 * worst.longest:5.0f} ms  "
                  f"kept {kept:4.0f} MB  most {most:4.0f} MB  {worst.drawn[:70]}",
                  flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
