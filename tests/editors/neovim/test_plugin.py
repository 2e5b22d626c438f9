"""The plugin as a plugin: commands, help, health, and no mistake in any of its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.editors.neovim.conftest import ASKED, PLUGIN, Start, program, running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

HELP = (PLUGIN / "doc" / "glossator.txt").read_text("utf-8")
COMPLETE = "return vim.fn.getcompletion(..., 'cmdline')"


async def test_the_commands_are_completed_and_those_of_the_help(start: Start) -> None:
    async with start() as neovim:
        names = await neovim.lua(COMPLETE, "Glossator ")
        assert set(names) == set(re.findall(r"^:(?:\[range\])?Glossator (\w+)", HELP, re.MULTILINE))
        assert await neovim.lua(COMPLETE, "Glossator exp") == ["explain"]
        assert await neovim.lua(COMPLETE, "Glossator off haskel") == ["haskell"]
        await neovim.type(":Glossator nonsense<CR>")
        await neovim.shows("has no command nonsense")


async def test_the_helps_functions_are_the_modules(start: Start) -> None:
    async with start() as neovim:
        named = re.findall(r"\*glossator\.(\w+)\(\)\*", HELP)
        functions = await neovim.lua("return vim.tbl_keys(require('glossator'))")
        assert {*named, "status"} == set(functions)
        await neovim.lua("vim.cmd.helptags(...)", str(PLUGIN / "doc"))
        try:
            await neovim.type(":help :Glossator<CR>")
            await neovim.shows(":[range]Glossator explain")
        finally:
            (PLUGIN / "doc" / "tags").unlink()


async def test_every_file_is_lua_and_every_module_loads(start: Start) -> None:
    files = sorted(PLUGIN.rglob("*.lua"))
    async with start() as neovim:
        for path in files:
            assert await neovim.lua("return select(2, loadfile(...))", str(path)) is None
        for path in (PLUGIN / "lua" / "glossator").glob("*.lua"):
            module = f"glossator.{path.stem}"
            assert await neovim.lua("return type(require(...))", module) == "table"


async def test_off_and_on(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        await neovim.type(":Glossator off python<CR>")
        await neovim.shows("Ghost text for python is off")
        await neovim.type(":Glossator off<CR>")
        await neovim.shows("glossator -")
        await neovim.type(":Glossator on<CR>")
        await neovim.shows("Ghost text is on")
        await neovim.shows("glossator -")  # Python is off still
        await neovim.type(":Glossator on python<CR>")
        await neovim.shows("Ghost text for python is on")
        await neovim.shows_no("glossator -")
        await neovim.until(ASKED)
        await neovim.type("jA")
        await neovim.shows("    total = a + b")


async def test_several_candidates_on_demand(start: Start, service: StandIn) -> None:
    answers = iter(("total = a + b", "result = a - b", "first = b - a"))
    service.answer = lambda _: speak("")
    async with start() as neovim:
        await neovim.type("jA")
        service.answer = lambda _: speak(next(answers, ""))
        await neovim.lua("require('glossator').suggest()")
        await neovim.shows(lambda screen: "    total" in screen or "    result" in screen)
        shown = {neovim.screen.text.splitlines()[1]}
        await neovim.lua("require('glossator').next()")
        await neovim.shows(lambda screen: not shown & {screen.splitlines()[1][:13]})
        assert await neovim.lua("return require('glossator').dismiss()")


async def test_health_finds_nothing_wrong(start: Start, version: str) -> None:
    async with start() as neovim:
        await neovim.type(":checkhealth glossator<CR>")
        await neovim.until("vim.bo.filetype == 'checkhealth' and vim.fn.line('$') > 5")
        report = "\n".join(await neovim.lines())
        assert "ERROR" not in report
        assert "WARNING" not in report
        assert "Code by qwen/Qwen2.5-Coder-7B-Instruct" in report
        assert ("by itself" in report) == (version == "0.12")


async def test_health_says_what_to_do(version: str, project: Path) -> None:
    init = "\nvim.lsp.config('glossator', { cmd = { 'no-such-program', 'serve' } })\n"
    async with running(program(version), project, "calc.py", init) as neovim:
        await neovim.type("<CR>:checkhealth glossator<CR>")
        await neovim.until("vim.bo.filetype == 'checkhealth' and vim.fn.line('$') > 5")
        report = "\n".join(await neovim.lines())
        assert "`no-such-program` cannot be run" in report
        assert "No server runs" in report


@pytest.mark.parametrize("name", ["notes.txt", "main.go"])
async def test_it_runs_for_files_of_any_kind(start: Start, name: str) -> None:
    async with start(name) as neovim:
        assert await neovim.lua("return #vim.lsp.get_clients({ bufnr = 0 })") == 1
