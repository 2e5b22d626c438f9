"""A large edit is shown as a diff in a tab before it is made, in both Neovims."""

from __future__ import annotations

import pytest

from tests.editors.neovim.conftest import IDLE, Answer, Start
from tests.editors.neovim.screen import Neovim
from tests.standin.scripts import fenced
from tests.standin.server import StandIn

BEFORE = "import a\n\n\n"
OLD = "def f():\n" + "".join(f"    a.step_{n}()\n" for n in range(45))
NEW = OLD.replace("a.step", "a.stage")
TABS = "#vim.api.nvim_list_tabpages() == ..."


@pytest.fixture
def code() -> str:
    return BEFORE + OLD


@pytest.fixture
def answer() -> Answer:
    return lambda _: fenced(NEW)


async def ask(neovim: Neovim) -> None:
    """Ask for the edit of the whole function and see its diff."""
    await neovim.type(":4,$Glossator edit call them stages<CR>")
    await neovim.until(TABS, 2)
    await neovim.shows(lambda screen: "a.step_0()" in screen and "a.stage_0()" in screen)
    await neovim.shows("Edit of")
    await neovim.shows("Enter makes it, q leaves it")
    assert await neovim.lines("calc.py") == (BEFORE + OLD).splitlines()


async def test_enter_makes_it_as_one_step_of_undo(start: Start) -> None:
    async with start(GLOSSATOR_PREVIEW_EDITS="large") as neovim:
        await ask(neovim)
        await neovim.type("<CR>")
        await neovim.until(IDLE)
        await neovim.until(TABS, 1)
        assert await neovim.lines() == (BEFORE + NEW).splitlines()
        assert not await neovim.lua("return vim.wo.diff")
        await neovim.type("u")
        await neovim.shows("a.step_0()")
        assert await neovim.lines() == (BEFORE + OLD).splitlines()


@pytest.mark.parametrize("keys", ["q", ":tabclose<CR>", ":q<CR>", ":Glossator cancel<CR>"])
async def test_it_is_left_by_q_and_whatever_else_closes_it(start: Start, keys: str) -> None:
    async with start(GLOSSATOR_PREVIEW_EDITS="large") as neovim:
        await ask(neovim)
        await neovim.type(keys)
        await neovim.until(IDLE)
        assert await neovim.lines("calc.py") == (BEFORE + OLD).splitlines()
        assert "rror" not in neovim.screen.text


async def test_who_types_meanwhile_sees_it_when_they_stop_and_loses_nothing(start: Start) -> None:
    async with start(GLOSSATOR_PREVIEW_EDITS="large") as neovim:
        await neovim.type(":4,$Glossator edit call them stages<CR>ggOmine = 1")
        await neovim.shows("mine = 1")
        await neovim.type("<CR>")
        await neovim.lua("vim.wait(1500)")
        assert await neovim.lua(f"return {TABS}", 1)
        await neovim.type("<Esc>")
        await neovim.until(TABS, 2)
        await neovim.shows(lambda screen: "a.stage_0()" in screen)
        await neovim.type("<CR>")
        await neovim.until(IDLE)
        assert await neovim.lines() == ["mine = 1", "", *(BEFORE + NEW).splitlines()]


async def test_a_small_edit_is_made_at_once(start: Start, service: StandIn) -> None:
    async with start(GLOSSATOR_PREVIEW_EDITS="large") as neovim:
        service.answer = lambda _: fenced("    a.last()\n")
        await neovim.type(":49Glossator edit name it last<CR>")
        await neovim.until("vim.fn.getline('$') == '    a.last()'")
        assert await neovim.lua(f"return {TABS}", 1)
