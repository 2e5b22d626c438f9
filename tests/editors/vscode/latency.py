"""`python -m tests.editors.vscode.latency`: milliseconds from a typed key to painted ghost text.

From the cache: a word's next letter is typed and deleted again, and the text comes again without a
model. First: a text of the stand-in, which answers at once; the debounce delay is in it.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from functools import partial
from pathlib import Path

from tests.editors.vscode.install import VSIX
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import GHOST, Workbench, window
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn

SAMPLES = 50
REMEMBERED = "total = first + second + third"
WATCH = f"""(text) => {{
    const ghost = {GHOST};
    window.painted = new Promise((resolve) => {{
        let began;
        const options = {{ capture: true, once: true }};
        addEventListener("keydown", () => (began = performance.now()), options);
        const look = () => {{
            if (began !== undefined && ghost().replaceAll("\\u00a0", " ") === text) {{
                resolve(performance.now() - began);
            }} else requestAnimationFrame(look);
        }};
        look();
    }});
}}"""
"""Looks before each frame; an endless wait ends with the page."""


async def timed(workbench: Workbench, key: str, text: str) -> float:
    """Milliseconds from a key to the frame that shows a text."""
    await workbench.page.evaluate(WATCH, text)
    await workbench.press(key)
    async with asyncio.timeout(60):
        found: float = await workbench.page.evaluate("window.painted")
    return found


def says(text: str, _: Request) -> Script:
    return speak(text)


async def from_cache(workbench: Workbench, service: StandIn) -> list[float]:
    """A text that is hidden by Escape, and comes again with the next letter."""
    service.answer = lambda _: speak(REMEMBERED)
    found = []
    await workbench.open("cached.py")
    await workbench.type("t")
    await workbench.wait_for_ghost()
    for _ in range(SAMPLES):
        await workbench.press("Escape")
        await workbench.until(workbench.ghost, lambda ghost: not ghost)
        found.append(await timed(workbench, "o", REMEMBERED[2:]))
        await workbench.press("Backspace")
        await workbench.until(workbench.text, lambda text: text.splitlines()[1].startswith("t"))
    return found


async def first(workbench: Workbench, service: StandIn) -> list[float]:
    """A line of its own for each, so that no text is cached."""
    found = []
    await workbench.open("first.py")
    for number in range(SAMPLES):
        text = f"fresh_{number} = {number} * {number}"
        service.answer = lambda _: speak("")
        await workbench.press("Control+End", "Enter")
        await workbench.type(f"# line {number}")
        await workbench.press("Escape")
        await asyncio.sleep(0.5)
        service.answer = partial(says, text)
        found.append(await timed(workbench, "Enter", text))
        await workbench.press("Escape")
    return found


async def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as folder:
        server = VSCodeServer(Path(folder) / "vscode")
        project = Path(folder) / "project"
        project.mkdir()
        (project / "cached.py").write_text("# sums\n")
        (project / "first.py").write_text("# squares")
        server.install(VSIX)
        async with StandIn() as service:
            key = {"glossator.apiKeyCommand": f"echo {service.key}"}
            server.set({**key, "glossator.baseUrl": service.base_url})
            with server.running():
                async with window(server, project) as workbench:
                    await workbench.wait_for_status("ready")
                    cached = statistics.median(await from_cache(workbench, service))
                    fresh = statistics.median(await first(workbench, service))
    print(
        "| VS Code | from the cache, p50 | first text, p50 | samples |\n| --- | --- | --- | --- |"
    )
    print(f"| 1.139 | {cached:.0f} ms | {fresh:.0f} ms | {SAMPLES} each |")


if __name__ == "__main__":
    asyncio.run(main())
