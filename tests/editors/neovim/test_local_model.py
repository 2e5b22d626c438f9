"""The real local model behind Neovim: its text comes, grows, and lands in the right place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.test_local_model import CODE, check_mean_is_documented
from tests.editors.neovim.conftest import ASKED, IDLE, READY, program, running
from tests.editors.neovim.screen import Neovim


@pytest.fixture
def code() -> str:
    return CODE


@pytest.fixture
async def neovim(version: str, project: Path) -> AsyncIterator[Neovim]:
    local = running(program(version), project, "calc.py", "", GLOSSATOR_PROFILE="local")
    async with local as neovim:
        await neovim.until(READY)
        await neovim.until(ASKED)
        yield neovim


async def test_ghost_text_a_docstring_and_an_explanation(neovim: Neovim) -> None:
    await neovim.type("Goreturn ")
    namespace = "vim.api.nvim_get_namespaces()[...]"
    own = await neovim.lua("return vim.lsp.inline_completion ~= nil")
    name = "nvim.lsp.inline_completion" if own else "glossator.ghost"
    await neovim.until(f"#vim.api.nvim_buf_get_extmarks(0, {namespace}, 0, -1, {{}}) > 0", name)
    before = await neovim.lines()
    await neovim.type("<Tab>")
    await neovim.until("vim.fn.getline('.') ~= ...", before[-1])
    await neovim.type("<Esc>:e!<CR>")
    await neovim.until("vim.fn.line('$') == ...", CODE.count("\n"))

    await neovim.type("G:Glossator document<CR>")
    await neovim.until("vim.fn.line('$') > ...", CODE.count("\n"))
    await neovim.until(IDLE)
    check_mean_is_documented("\n".join(await neovim.lines()))
    await neovim.type("u")
    await neovim.until("vim.fn.line('$') == ...", CODE.count("\n"))
    assert "\n".join(await neovim.lines()) + "\n" == CODE

    await neovim.type(":Glossator status<CR>")
    await neovim.shows("the local model is too small to write others.")

    await neovim.type("<CR>4GVjjjj:Glossator explain<CR>")
    await neovim.shows("# Explanation of")
    await neovim.until(IDLE)
    shown = await neovim.lines("glossator:/")
    assert len(" ".join(shown[3:]).split()) > 10
