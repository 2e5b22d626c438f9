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
from collections.abc import Iterator
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
    megabytes: float


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


def corpus(files: int, seed: int) -> Iterator[tuple[str, int, str, str]]:
    """Languages, sizes, texts and how they were drawn; each language in turn."""
    chance = random.Random(seed)
    languages = sorted(LANGUAGES)
    for number in range(files):
        size = SIZES[(number // len(languages)) % len(SIZES)]
        text, drawn = hostile(chance, size)
        yield languages[number % len(languages)], size, text, drawn


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


async def nested(files: int, seed: int) -> list[Found]:
    """What each file of the corpus did to one server."""
    found = []
    async with _session() as session:
        for number, (language, size, text, drawn) in enumerate(corpus(files, seed)):
            uri = f"file:///nested{number}"
            session.open(uri, language, text)
            await session.everything(uri, min(text.count("\n"), 1))
            session.close(uri)
            longest = await session.run(LONGEST)
            found.append(Found(language, size, drawn, longest, session.client.megabytes))
    return found


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
    """Measure, and print the worst."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--files", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    spent, longest = asyncio.run(menus())
    p50, p99 = percentile(spent, 50), percentile(spent, 99)
    print(f"menu in 25,000 lines, p50, p99   {p50:.1f}, {p99:.1f} ms")
    print(f"  of it on the loop, at most     {longest:.1f} ms", flush=True)
    found = asyncio.run(nested(options.files, options.seed))
    worst = sorted(found, key=lambda each: -each.longest)
    print(f"files                            {len(found)} in {len({f.language for f in found})} "
          f"languages, of up to {max(f.size for f in found):,} characters")  # fmt: skip
    print(f"longest on the loop              {1000 * worst[0].longest:.0f} ms")
    print(f"memory, most and at the end      {max(f.megabytes for f in found):.0f}, "
          f"{found[-1].megabytes:.0f} MB")  # fmt: skip
    for each in worst[:5]:
        print(f"  {1000 * each.longest:6.0f} ms {each.language}, {each.size:,}: {each.drawn}")


if __name__ == "__main__":
    main()
