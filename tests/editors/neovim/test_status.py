"""What the status line says of the server, and what `:Glossator status` adds."""

from __future__ import annotations

import asyncio
from pathlib import Path

from glossator.completion.outcome import Outcome
from tests.editors.neovim.conftest import ASKED, READY, Start, program, running
from tests.editors.neovim.screen import ROWS
from tests.standin.scripts import Reply, held, speak
from tests.standin.server import StandIn

FOLLOWS_PROGRESS = """
_G.progress = {}
vim.api.nvim_create_autocmd('LspProgress', { callback = function(event)
  local value = event.data.params.value
  table.insert(_G.progress, value.kind .. ' ' .. (value.title or ''))
end })
"""


def status(screen: str) -> str:
    """The end of the status line of one window."""
    return screen.splitlines()[ROWS - 2].partition("glossator")[2].strip()


async def test_ready_and_thinking(start: Start, service: StandIn) -> None:
    seen = asyncio.Event()
    async with start() as neovim:
        await neovim.shows(lambda screen: "glossator" in screen and status(screen) == "")
        service.answer = lambda _: held([], seen.is_set, speak("total = a + b"))
        await neovim.type("jA")
        await neovim.shows(lambda screen: status(screen) == "…")
        seen.set()
        await neovim.shows("total = a + b")
        await neovim.shows(lambda screen: status(screen) == "")
        await neovim.type("<Esc>:Glossator status<CR>")
        await neovim.shows("Glossator: ready")
        await neovim.shows("code by qwen/Qwen2.5-Coder-7B-Instruct")
        await neovim.shows(Outcome.ANSWERED)


async def test_off_in_one_file_says_why(start: Start, project: Path) -> None:
    (project / ".env").write_text("A=1\n")
    async with start() as neovim:
        await neovim.type(":edit .env<CR>")
        await neovim.shows(lambda screen: status(screen) == "-")
        await neovim.type(":Glossator status<CR>")
        await neovim.shows("Glossator: off")
        await neovim.shows("No model may see .env: it holds secrets by its name")
        await neovim.type("<CR>:Glossator<CR>")
        await neovim.shows("Glossator: off")
        await neovim.type("<CR>:edit calc.py<CR>")
        await neovim.shows(lambda screen: "print(add" in screen and status(screen) == "")


async def test_trouble_goes_away(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        service.answer = lambda _: Reply(401)
        await neovim.type("jA")
        await neovim.shows(lambda screen: status(screen) == "!")
        service.answer = lambda _: speak("total = a + b")
        await neovim.type("<Esc>:Glossator document<CR>")
        await neovim.shows(lambda screen: status(screen) != "!")


async def test_the_local_model_loads_in_the_status_line_and_as_progress(
    version: str, project: Path
) -> None:
    local = running(
        program(version), project, "calc.py", FOLLOWS_PROGRESS, GLOSSATOR_PROFILE="local"
    )
    async with local as neovim:
        await neovim.shows("glossator Loading the local model")
        await neovim.until(READY)
        await neovim.until(ASKED)
        await neovim.shows(lambda screen: "glossator" in screen and status(screen) == "")
        found = await neovim.lua("return _G.progress")
        assert found == ["begin Loading the local model", "end Loading the local model"]
