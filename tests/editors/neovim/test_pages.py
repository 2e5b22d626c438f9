"""Explanations beside the text, by the code action menu and by name."""

from __future__ import annotations

from tests.e2e.editor import until
from tests.editors.neovim.conftest import IDLE, Start
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Endless, Say, Script, speak
from tests.standin.server import Request, StandIn

BUFFERS = "#vim.tbl_filter(vim.api.nvim_buf_is_loaded, vim.api.nvim_list_bufs())"


def explanation(service: StandIn) -> Request:
    (asked,) = (request for request in service.allowed if request.model == PROSE_MODEL)
    return asked


async def test_it_opens_from_the_menu_grows_and_is_complete(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        await neovim.type("Vjjgra")
        await neovim.shows("Explain selection")
        neovim.screen.recording = True
        await neovim.type("1<CR>")
        # in Visual mode Neovim sleeps for 4 s after its own menu, until a key is typed
        await until(lambda: any(each.model == PROSE_MODEL for each in service.allowed))
        await neovim.type("<Esc>")
        await neovim.shows("word59")
        grown = [each.count("word") for each in neovim.screen.history if "word0" in each]
        assert grown == sorted(grown)
        assert len(set(grown)) > 5
        shown = await neovim.lines("glossator:/")
        assert shown[0].startswith("# Explanation of")
        assert "word0 word1 word2" in " ".join(shown)
        # in a window of its own, rendered as Markdown, read-only, without the focus
        assert await neovim.lua("return vim.fn.expand('%:t')") == "calc.py"
        assert await neovim.lua("return #vim.api.nvim_list_wins()") == 2
        page = "vim.bo[vim.fn.bufnr('glossator:/')]"
        assert await neovim.lua(f"return {page}.filetype") == "markdown"
        assert await neovim.lua(f"return {page}.modifiable") is False
        assert await neovim.lua(
            "return #vim.lsp.get_clients({ bufnr = vim.fn.bufnr('glossator:/') })"
        ) == 0  # fmt: skip


async def test_it_is_shown_without_the_marks_of_markdown(start: Start, service: StandIn) -> None:
    service.answer = lambda _: speak("It **really** adds.")
    async with start() as neovim:
        await neovim.type(":Glossator explain<CR>")
        await neovim.shows("It really adds.")


async def test_closing_it_cancels_the_stream(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        service.answer = lambda _: [Say("It adds. "), Endless("and ")]
        await neovim.type(":Glossator explain<CR>")
        await neovim.shows("It adds. and and")
        await neovim.type("<C-w>j:q<CR>")
        await neovim.until(f"{BUFFERS} == 1")
        await until(lambda: explanation(service).hung_up_at)


async def test_the_next_page_takes_the_window_of_the_one_before(
    start: Start, service: StandIn
) -> None:
    numbers = iter(("1", "2"))
    service.answer = lambda request: speak(
        f"It is number {next(numbers)}." if request.model == PROSE_MODEL else ""
    )
    async with start() as neovim:
        for number in (1, 2):
            await neovim.type(":Glossator explain<CR>")
            await neovim.shows(f"It is number {number}.")
        assert await neovim.lua("return #vim.api.nvim_list_wins()") == 2
        await neovim.shows_no("It is number 1.")


async def test_who_stands_at_the_end_follows_it(start: Start, service: StandIn) -> None:
    lines = tuple(f"Line {number}.\n\n" for number in range(40))
    service.answer = lambda _: speak(*lines, between=0.05)
    async with start() as neovim:
        await neovim.type(":Glossator explain<CR>")
        await neovim.shows("Line 2.")
        await neovim.type("<C-w>jG<C-w>k")
        await neovim.shows("Line 39.")


def explain_and_answer(request: Request) -> Script:
    """An explanation, and what is said to a question about it."""
    return speak("Because it can." if "But why?" in request.prompt else "It adds.")


async def test_a_question_about_a_page_is_asked_for_in_the_command_line(
    start: Start, service: StandIn
) -> None:
    service.answer = explain_and_answer
    async with start() as neovim:
        await neovim.type(":Glossator explain<CR>")
        await neovim.shows("It adds.")
        await neovim.type(":Glossator ask<CR>")
        await neovim.until("vim.api.nvim_get_mode().mode == 'c'")
        await neovim.type("But why?<CR>")
        await neovim.shows("Because it can.")
        assert "It adds." in neovim.screen.text


async def test_a_question_may_follow_the_command_needs_a_page_and_knows_of_changes(
    start: Start, service: StandIn
) -> None:
    service.answer = explain_and_answer
    async with start() as neovim:
        await neovim.type(":Glossator ask But why?<CR>")
        await neovim.shows("open one with :Glossator explain")
        await neovim.type(":1,2Glossator explain<CR>")
        await neovim.shows("It adds.")
        await neovim.until(IDLE)
        await neovim.type(":1put ='total = 1'<CR>")
        await neovim.type(":Glossator ask But why?<CR>")
        await neovim.shows("Because it can.")
        lines = await neovim.lines("glossator:/")
        assert "## But why?" in lines
        assert any("was changed meanwhile" in line for line in lines)
