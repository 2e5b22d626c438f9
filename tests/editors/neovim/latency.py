"""`python -m tests.editors.neovim.latency`: milliseconds from a typed key to painted ghost text.

From the cache: Insert mode is left and entered again, and the text comes again without a model.
First: a text of the stand-in, which answers at once; its debounce delay is in it.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.editors.neovim.conftest import ASKED, READY, VERSIONS, program, running
from tests.editors.neovim.screen import Neovim
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn

SAMPLES = 50
REMEMBERED = "total = first + second + third"


async def timed(neovim: Neovim, keys: str, text: str) -> float:
    """Milliseconds from a key to the screen that holds a text."""
    began = time.perf_counter()
    await neovim.type(keys)
    return (await neovim.shows(text) - began) * 1000


def says(text: str, _: Request) -> Script:
    return speak(text)


async def from_cache(neovim: Neovim, service: StandIn) -> list[float]:
    """Insert mode entered again at the same place."""
    service.answer = lambda _: speak(REMEMBERED)
    found = []
    await neovim.type("Go")
    await neovim.shows(REMEMBERED)
    for _ in range(SAMPLES):
        await neovim.type("<Esc>")
        await neovim.shows_no(REMEMBERED)
        found.append(await timed(neovim, "A", REMEMBERED))
    return found


async def first(neovim: Neovim, service: StandIn) -> list[float]:
    """A line of its own for each, so that no text is cached."""
    found = []
    for number in range(SAMPLES):
        text = f"fresh_{number} = {number} * {number}"
        service.answer = lambda _: speak("")
        await neovim.type(f"<Esc>Go# line {number}")
        await asyncio.sleep(0.5)
        service.answer = partial(says, text)
        found.append(await timed(neovim, "<CR>", text))
    return found


async def main() -> None:
    """Print a row a version."""
    print("| Neovim | from the cache, p50 | first text, p50 | samples |\n| --- | --- | --- | --- |")
    for version in VERSIONS:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            (project / "calc.py").write_text("total = 0\n")
            async with StandIn() as service:
                env = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
                async with running(program(version), project, "calc.py", "", **env) as neovim:
                    await neovim.until(READY)
                    await neovim.until(ASKED)
                    cached = statistics.median(await from_cache(neovim, service))
                    fresh = statistics.median(await first(neovim, service))
        print(f"| {version} | {cached:.0f} ms | {fresh:.0f} ms | {SAMPLES} each |")


if __name__ == "__main__":
    asyncio.run(main())
