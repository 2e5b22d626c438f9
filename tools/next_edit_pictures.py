"""The pictures of the next edit, from the real editors: `python -m tools.next_edit_pictures`."""

from __future__ import annotations

import asyncio
import io
import tempfile
from pathlib import Path

from PIL import Image

from tests.editors.neovim.conftest import READY, program, running
from tests.editors.vscode.install import VSIX
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window
from tests.standin.scripts import speak
from tests.standin.server import StandIn
from tools.docs import ROOT
from tools.neovim_picture import VERSION, Drawing, Film
from tools.vscode_pictures import SETTINGS

IN_VSCODE, IN_NEOVIM = ROOT / "docs" / "next-edit.webp", ROOT / "docs" / "next-edit.svg"
NAME = "basket.py"
CODE = '''\
"""What a basket costs."""

TAX = 0.21


def gross(prices):
    """The sum with tax, in whole cents."""
    if not prices:
        return 0
    net = sum(prices)
    return round(net * (1 + TAX), 2)
'''
LINE, COLUMN = 6, 11
"""Of the parameter that is renamed."""
TOLD = "→ line 8"
EMPTY = "vim.opt.fillchars:append({ eob = ' ' })\n"
"""No signs below the end of the file."""


async def draw_neovim(project: Path, service: StandIn) -> None:
    """Rename the parameter in Neovim, and draw its screen."""
    env = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    async with running(program(VERSION), project, NAME, EMPTY, **env) as neovim:
        await neovim.until(READY)
        await neovim.type(f"{LINE}G{COLUMN}|ciwamounts<Esc>")
        await neovim.shows(TOLD)
        picture = Drawing(Film(neovim.screen), neovim.screen)
    IN_NEOVIM.write_text(str(picture), "utf-8")


async def draw_vscode(project: Path, service: StandIn, scratch: Path) -> None:
    """Rename the parameter in VS Code, and take a picture of its window."""
    server = VSCodeServer(scratch)
    server.install(VSIX)
    key = {"glossator.apiKeyCommand": f"echo {service.key}"}
    server.set({**SETTINGS, **key, "glossator.baseUrl": service.base_url})
    with server.running():
        async with window(server, project, size=(960, 400)) as workbench:
            await workbench.wait_for_status("ready")
            await workbench.open(NAME)
            await workbench.press("Control+B")
            await workbench.go_to(LINE, COLUMN)
            await workbench.press("Control+Shift+ArrowRight")
            await workbench.type("amounts")
            await workbench.until(workbench.decorations, lambda shown: TOLD in shown)
            await asyncio.sleep(1)  # until the colours of the syntax stand
            picture = await workbench.page.screenshot(caret="initial")
    Image.open(io.BytesIO(picture)).convert("RGB").save(IN_VSCODE, quality=80, method=6)


async def main() -> None:
    """Draw both."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "shop"
        project.mkdir()
        async with StandIn() as service:
            service.answer = lambda _: speak("")
            (project / NAME).write_text(CODE)
            await draw_neovim(project, service)
            await draw_vscode(project, service, Path(scratch) / "vscode")


if __name__ == "__main__":
    asyncio.run(main())
