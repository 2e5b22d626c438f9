"""Text that grows in the buffer: while the user types, back with one undo, gone with a cancel."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from tests.e2e.editor import until
from tests.editors.neovim.conftest import DOCSTRING, IDLE, Answer, Start
from tests.editors.neovim.screen import Neovim
from tests.standin.asked import wants_docstring
from tests.standin.scripts import Say, Stall, speak
from tests.standin.server import StandIn

ADD = "def add(a, b):\n    return a + b\n\n\nprint(add(1, 2))\n"
DOCUMENTED = ["def add(a, b):", '    """Add two numbers.', "", "    Args:", "        a: The first."]
CHOOSE = "gra"


@pytest.fixture
def code() -> str:
    return ADD


@pytest.fixture
def answer() -> Answer:
    return lambda request: speak(*DOCSTRING, between=0.3) if wants_docstring(request) else speak("")


async def choose_docstring(neovim: Neovim) -> None:
    """By the code action menu."""
    await neovim.type("gg" + CHOOSE)
    await neovim.shows("Generate docstring")
    (line,) = (each for each in neovim.screen.text.splitlines() if "Generate docstring" in each)
    await neovim.type(line.partition(":")[0].strip() + "<CR>")


async def test_it_grows_and_is_one_step_of_undo(start: Start) -> None:
    async with start() as neovim:
        neovim.screen.recording = True
        await choose_docstring(neovim)
        await neovim.shows("The sum.")
        await neovim.until(IDLE)
        first, last = DOCUMENTED[1], "        The sum."
        assert any(first in each and last not in each for each in neovim.screen.history)
        await neovim.type("u")
        await neovim.until("vim.fn.line('$') == 5")
        assert await neovim.lines() == ADD.splitlines()
        await neovim.type("<C-r>")
        await neovim.shows("The sum.")


@pytest.mark.parametrize("mode", ["insert", "normal"])
async def test_typing_meanwhile_loses_nothing_and_one_undo_takes_the_docstring(
    start: Start, mode: str
) -> None:
    typed = ["one = 1", "two = 2", "three = 3"]
    async with start() as neovim:
        await choose_docstring(neovim)
        await neovim.shows("Add two numbers.")
        if mode == "insert":
            await neovim.type("Go")
            for number, line in enumerate(typed):
                for key in line:
                    await neovim.type(key)
                await neovim.shows(("a: The first", "b: The second", "The sum.")[number])
                await neovim.type("<CR>" if number < 2 else "")
        else:
            for line in typed:
                await neovim.type(f"Go{line}<Esc>")
            await neovim.shows("The sum.")
        await neovim.until(IDLE)
        await neovim.type("<Esc>")
        await neovim.until("vim.api.nvim_get_mode().mode == 'n'")
        lines = await neovim.lines()
        assert lines[:5] == DOCUMENTED
        assert lines[-4:] == ["print(add(1, 2))", *typed]
        await neovim.type("u")
        await neovim.until("vim.fn.line('$') == 8")
        assert await neovim.lines() == [*ADD.splitlines(), *typed]
        await neovim.type("u")
        await neovim.until("vim.fn.line('$') == 5")
        assert await neovim.lines() == ADD.splitlines()
        await neovim.type("2<C-r>")
        await neovim.until("vim.fn.line('$') == ...", len(lines))
        assert await neovim.lines() == lines


async def test_who_types_on_above_it_while_it_ends_undoes_it_all_the_same(start: Start) -> None:
    async with start() as neovim:
        await choose_docstring(neovim)
        await neovim.shows("Add two numbers.")
        await neovim.type("ggO")
        keys = itertools.cycle(["x", "<CR>"])
        while not await neovim.lua(f"return {IDLE}"):
            await neovim.type(next(keys))
            await asyncio.sleep(0.05)
        await neovim.type("<Esc>")
        await neovim.until("vim.api.nvim_get_mode().mode == 'n'")
        lines = await neovim.lines()
        typed = lines[: lines.index(DOCUMENTED[0])]
        assert lines[len(typed) :][:5] == DOCUMENTED
        await neovim.type("u")
        await neovim.until("vim.fn.line('$') == ...", len(typed) + 5)
        assert await neovim.lines() == [*typed, *ADD.splitlines()]


async def test_a_cancel_in_the_middle_leaves_the_buffer_as_it_was(
    start: Start, service: StandIn
) -> None:
    async with start() as neovim:
        service.answer = lambda _: [Say(DOCSTRING[0]), Say(DOCSTRING[1]), Stall()]
        await neovim.type("Go# mine<Esc>")
        await choose_docstring(neovim)
        await neovim.shows("Add two numbers.")
        await neovim.type(":Glossator cancel<CR>")
        await neovim.shows_no("Add two numbers.")
        assert await neovim.lines() == [*ADD.splitlines(), "# mine"]
        await until(lambda: any(request.hung_up_at for request in service.requests))
        await neovim.until(IDLE)
        assert "stays in the text" not in await neovim.lua("return vim.fn.execute('messages')")


async def test_after_a_cancel_the_next_edit_is_one_step_of_undo_too(
    start: Start, service: StandIn, answer: Answer
) -> None:
    async with start() as neovim:
        service.answer = lambda _: [Say(DOCSTRING[0]), Say(DOCSTRING[1]), Stall()]
        await choose_docstring(neovim)
        await neovim.shows("Add two numbers.")
        await neovim.type("Go# first<Esc>:Glossator cancel<CR>")
        await neovim.shows_no("Add two numbers.")
        await neovim.until(IDLE)
        service.answer = answer
        await choose_docstring(neovim)
        await neovim.shows("Add two numbers.")
        await neovim.type("Go# second<Esc>")
        await neovim.shows("The sum.")
        await neovim.until(IDLE)
        typed = [*ADD.splitlines(), "# first", "# second"]
        for lines in (typed, typed[:-1], typed[:-2]):
            await neovim.type("u")
            await neovim.until("vim.fn.line('$') == ...", len(lines))
            assert await neovim.lines() == lines


async def test_the_instruction_of_an_edit_is_asked_for(start: Start, service: StandIn) -> None:
    service.answer = lambda request: speak("    return sum((a, b))\n")
    async with start() as neovim:
        await neovim.type("jV:Glossator edit<CR>")
        await neovim.until("vim.api.nvim_get_mode().mode == 'c'")
        await neovim.type("use sum<CR>")
        await neovim.shows("return sum((a, b))")
        await neovim.until(IDLE)
        assert any("use sum" in request.prompt for request in service.requests)
        await neovim.type("u")
        await neovim.shows("return a + b")
        await neovim.type(":2Glossator edit add them up<CR>")
        await neovim.shows("return sum((a, b))")
        assert any("add them up" in request.prompt for request in service.requests)
