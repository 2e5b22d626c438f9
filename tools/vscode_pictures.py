"""The pictures of VS Code, taken from the real one: `python -m tools.vscode_pictures`."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image

from tests.editors.scene import CODE, sensible
from tests.editors.vscode.install import VSIX
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import Workbench, window
from tests.standin.server import StandIn
from tools.docs import ROOT

ANIMATED = ROOT / "docs" / "vscode.webp"
SIZE = (960, 540)
FRAME = 0.15
"""Seconds between two frames, and that each stands."""
LAST = 3000
"""Milliseconds that the last frame stands."""
SETTINGS = {
    "editor.fontSize": 15,
    "editor.lightbulb.enabled": "off",
    "editor.guides.indentation": False,
    "editor.scrollbar.vertical": "hidden",
    "breadcrumbs.enabled": False,
    "window.commandCenter": False,
    "workbench.activityBar.location": "hidden",
    "workbench.colorTheme": "Default Dark Modern",
    "workbench.layoutControl.enabled": False,
}


class Film:
    """Frames of the window, taken beside what happens in it."""

    def __init__(self, workbench: Workbench) -> None:
        self._page = workbench.page
        self._frames: list[Image.Image] = []

    @asynccontextmanager
    async def rolling(self) -> AsyncIterator[None]:
        """Take frames until the block ends."""
        taking = asyncio.create_task(self._take())
        try:
            yield
        finally:
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)

    def save(self, file: Path) -> None:
        """Write them as one animated picture; a frame like the one before lengthens that."""
        kept: list[Image.Image] = []
        lasts: list[int] = []
        for frame in self._frames:
            if kept and frame.tobytes() == kept[-1].tobytes():
                lasts[-1] += int(FRAME * 1000)
            else:
                kept.append(frame)
                lasts.append(int(FRAME * 1000))
        lasts[-1] = LAST
        options = {"quality": 60, "method": 6, "loop": 0, "minimize_size": True}
        kept[0].save(file, save_all=True, append_images=kept[1:], duration=lasts, **options)

    async def _take(self) -> None:
        while True:
            picture = await self._page.screenshot(caret="initial")
            self._frames.append(Image.open(io.BytesIO(picture)).convert("RGB"))
            await asyncio.sleep(FRAME)


async def play(workbench: Workbench) -> None:
    """Write a function, its docstring, and have it explained."""
    await workbench.type("def gross(prices):\n", between=0.07)
    await workbench.wait_for_ghost("TAX")
    await asyncio.sleep(1.2)
    await workbench.press("Tab")
    await asyncio.sleep(0.8)
    await workbench.go_to(10, 5)
    await workbench.choose_action("Generate docstring")
    await workbench.until(workbench.text, lambda text: "whole cents." in text)
    await workbench.wait_for_status("ready")
    await asyncio.sleep(1)
    await workbench.go_to(10)
    await workbench.press("Control+Shift+End")
    await workbench.run("Explain selection")
    await workbench.wait_for_preview("costs 0.")
    await asyncio.sleep(1)


async def main() -> None:
    """Film it, and save the film."""
    with tempfile.TemporaryDirectory() as scratch:
        server = VSCodeServer(Path(scratch) / "vscode")
        project = Path(scratch) / "shop"
        project.mkdir()
        (project / "basket.py").write_text(CODE)
        server.install(VSIX)
        async with StandIn() as service:
            service.answer = sensible
            key = {"glossator.apiKeyCommand": f"echo {service.key}"}
            server.set({**SETTINGS, **key, "glossator.baseUrl": service.base_url})
            with server.running():
                async with window(server, project, size=SIZE) as workbench:
                    await workbench.wait_for_status("ready")
                    await workbench.open("basket.py")
                    await workbench.press("Control+B")
                    film = Film(workbench)
                    try:
                        async with film.rolling():
                            await play(workbench)
                    finally:
                        film.save(ANIMATED)


if __name__ == "__main__":
    asyncio.run(main())
