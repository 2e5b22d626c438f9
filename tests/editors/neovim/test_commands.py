"""What `:Glossator` and the code action menu do besides explaining and docstrings."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from glossator.models.ledger import WRITE_AFTER
from tests.editors.neovim.conftest import IDLE, Answer, Start
from tests.editors.neovim.screen import Neovim
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn

CODE = "import sys\n\n\ndef add(a, b):\n    return a + c\n\n\ndef sub(a, b):\n    return a - b\n"
FIXED = CODE.replace("a + c", "a + b")
TYPED = CODE.replace("def add(a, b):", "def add(a: Any, b: int) -> int:")
ANNOTATED = f"from typing import Any\n{TYPED}"

REPORTED = """
local found = {
  { lnum = 4, col = 15, end_col = 16, message = 'undefined name c', source = 'linter' },
}
vim.diagnostic.set(vim.api.nvim_create_namespace('another'), 0, found)
"""
"""A problem that no language server of Neovim's has reported."""

OWN = """
vim.lsp.config('glossator', { settings = { glossator = {
  completionDeadline = 5,
  actions = {
    { title = 'Shorten', prompt = 'Make this shorter:\\n{selection}' },
    { title = 'Review', prompt = 'Why?\\n{selection}', place = 'margin', model = 'prose' },
  },
} } })
"""

RESTS = """
    vim.lsp.get_clients({ name = 'glossator' })[1]:request_sync(
      'workspace/executeCommand', { command = 'glossator.status' }, 20000
    ).result.message:find('rests until tomorrow')
"""


@pytest.fixture
def code() -> str:
    return CODE


@pytest.fixture
def answer() -> Answer:
    code = {
        "undefined name c": "def add(a, b):\n    return a + b\n",
        "annotation": "def add(a: Any, b: int) -> int:\n    return a + c\n",
        "Make this shorter": "add = lambda a, b: a + c\n",
        "tests": "def test_add():\n    assert add(1, 2) == 3\n",
    }

    def answer(request: Request) -> Script:
        if request.model == PROSE_MODEL:
            return speak("What c is, is not known.\n")
        return speak(next((text for reply, text in code.items() if reply in request.prompt), "1"))

    return answer


async def choose(neovim: Neovim, title: str) -> None:
    """Choose from the menu of code actions at the cursor."""
    await neovim.type("gra")
    await neovim.shows(title)
    (line,) = (each for each in neovim.screen.text.splitlines() if title in each)
    await neovim.type(line.partition(":")[0].strip() + "<CR>")


async def has(neovim: Neovim, code: str) -> None:
    """Wait until the buffer holds a text, and until no command runs any more."""
    await neovim.until("vim.fn.join(vim.fn.getline(1, '$'), '\\n') .. '\\n' == ...", code)
    await neovim.until(IDLE)


@pytest.mark.parametrize("by_menu", [False, True], ids=["by name", "by the menu"])
async def test_a_problem_that_another_tool_reports_is_fixed(start: Start, by_menu: bool) -> None:
    async with start() as neovim:
        await neovim.lua(REPORTED)
        await neovim.type("5G")
        if by_menu:
            await choose(neovim, "Fix this problem")
        else:
            await neovim.type(":Glossator fix<CR>")
        await has(neovim, FIXED)
        await neovim.type("u")
        await has(neovim, CODE)


async def test_a_problem_that_another_tool_reports_is_explained(start: Start) -> None:
    async with start() as neovim:
        await neovim.lua(REPORTED)
        await neovim.type("5G")
        await choose(neovim, "Explain this error")
        await neovim.shows("What c is, is not known.")


async def test_where_no_problem_is_reported_it_says_so(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        await neovim.lua(REPORTED)
        await neovim.type(":1<CR>:Glossator fix<CR>")
        await neovim.shows("no problem is reported in this line")
    assert service.requests == []


async def test_annotations_and_their_import_are_one_undo(start: Start) -> None:
    async with start() as neovim:
        await neovim.type("4G:Glossator annotate<CR>")
        await has(neovim, ANNOTATED)
        await neovim.type("u")
        await has(neovim, CODE)


async def test_tests_are_a_page_of_code_to_be_saved(start: Start, project: Path) -> None:
    async with start() as neovim:
        await neovim.type(":4,5Glossator test<CR>")
        await neovim.shows("assert add(1, 2) == 3")
        await neovim.until(IDLE)
        await neovim.type("<C-w>w")
        assert await neovim.lua("return vim.bo.filetype") == "python"
        await neovim.type(":w test_calc.py<CR>")
        await neovim.shows("written")
    assert (project / "test_calc.py").read_text() == "def test_add():\n    assert add(1, 2) == 3\n"


async def test_everything_undocumented_is_documented_and_each_is_one_step_of_undo(
    start: Start, service: StandIn
) -> None:
    service.answer = lambda _: speak("Do it.\n", "Returns: It.\n", between=0.05)
    async with start() as neovim:
        await neovim.type(":Glossator documentAll<CR>")
        await neovim.until("vim.fn.search('Do it.*\\\\_.*Do it', 'nw') > 0")
        await neovim.until(IDLE)
        documented = await neovim.lines()
        assert [line.strip() for line in documented].count('"""Do it.') == 2
        await neovim.type("u")
        await neovim.until("vim.fn.search('def sub.*\\\\n    return', 'nw') > 0")
        assert "\n".join(await neovim.lines()).count("Do it.") == 1
        await neovim.type("u")
        await has(neovim, CODE)


async def test_the_users_own_actions(start: Start) -> None:
    async with start(init=OWN) as neovim:
        await neovim.type(":4,5Glossator own Shorten<CR>")
        await has(
            neovim, CODE.replace("def add(a, b):\n    return a + c\n", "add = lambda a, b: a + c\n")
        )
        await neovim.type("u")
        await has(neovim, CODE)
        await neovim.type("4G")
        await choose(neovim, "Review")
        await neovim.shows("What c is, is not known.")
        await neovim.type(":Glossator own Praise<CR>")
        await neovim.shows("no action “Praise”")


@pytest.mark.parametrize("own", ["", OWN], ids=["none", "some"])
async def test_doctor_reports_about_the_editors_settings(
    start: Start, service: StandIn, own: str
) -> None:
    async with start(init=own) as neovim:
        await neovim.type(":Glossator doctor<CR>")
        await neovim.until("vim.fn.search('Both models answer', 'nw') > 0")
        report = "\n".join(await neovim.lines())
        actions = re.search(r"^actions +Shorten, Review +editor settings", report, re.MULTILINE)
        assert bool(actions) == bool(own)
        assert service.base_url in report


async def test_setup_proposes_ways_to_a_model(start: Start) -> None:
    async with start() as neovim:
        await neovim.type(":Glossator setup<CR>")
        await neovim.shows("What leaves:")


async def test_usage_shows_what_was_spent_of_the_budget(start: Start) -> None:
    prices = {f"GLOSSATOR_PRICE_{each}": "1000000" for each in ("PROMPT", "DECODED")}
    budget = {"GLOSSATOR_BUDGET_MONEY": "20", "GLOSSATOR_JOULES_PER_TOKEN": "2"}
    async with start(**budget, **prices) as neovim:
        await neovim.shows("of today’s budget for models is spent")
        await neovim.type("jA")
        for key in "x = ":
            await neovim.type(key)
        await neovim.until(RESTS)
        await neovim.type("<Esc>")
        await neovim.shows("rests until tomorrow")
        await neovim.type("<CR>:Glossator status<CR>")
        await neovim.shows("Ghost text rests until tomorrow")
        await neovim.type("<CR>")
        await asyncio.sleep(WRITE_AFTER + 1)
        await neovim.type(":Glossator usage<CR>")
        await neovim.until("vim.fn.search([[Budget: .*% of today’s is spent]], 'nw') > 0")
        report = "\n".join(await neovim.lines())
        assert "Useless" in report
        assert "by 2 J a token, set in" in report
        assert re.search(r"Money: [\d,.]+, by the prices set in environment", report)


async def test_a_doctor_that_cannot_come_is_said(start: Start) -> None:
    async with start() as neovim:
        await neovim.lua("vim.lsp.config('glossator', { cmd = { 'nowhere', 'serve' } })")
        await neovim.type(":Glossator doctor<CR>")
        await neovim.shows("`nowhere` cannot be run; :checkhealth glossator says what to do")


async def test_the_log_is_neovims_of_language_servers(start: Start) -> None:
    async with start() as neovim:
        await neovim.type(":Glossator log<CR>")
        await neovim.until("vim.fn.expand('%:t') == 'lsp.log'")
