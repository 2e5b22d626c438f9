"""What goes wrong outside, as the user sees it: once, in a sentence, without a key lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.editor import until
from tests.e2e.test_local_model import children_of
from tests.editors.neovim.conftest import ASKED, READY, Start, program, running
from tests.models.local.test_process import is_gone
from tests.standin.scripts import Reply
from tests.standin.server import StandIn

MESSAGES = "return vim.fn.execute('messages')"


@pytest.mark.parametrize("trouble", ["a wrong key", "no service"])
async def test_trouble_is_said_once_and_typing_goes_on(
    start: Start, service: StandIn, trouble: str
) -> None:
    async with start() as neovim:
        if trouble == "a wrong key":
            service.answer = lambda _: Reply(401)
        else:
            await service.stop()
        await neovim.type("jA")
        await neovim.shows("glossator !")
        for key in "x = 1 ":
            await neovim.type(key)
        await neovim.type("<CR>y = 2<Esc>")
        await neovim.shows("Glossator: ")
        await neovim.type("<CR>")
        lines = await neovim.lines()
        assert [line.strip() for line in lines[1:3]] == ["x = 1", "y = 2"]
        text = await neovim.lua(MESSAGES)
        assert text.count("\nGlossator: ") == 1
        await neovim.type(":Glossator status<CR>")
        await neovim.shows("127.0.0.1" if trouble == "no service" else "key")


async def test_a_failed_command_says_why_and_changes_nothing(
    start: Start, service: StandIn
) -> None:
    service.answer = lambda _: Reply(401)
    async with start() as neovim:
        before = await neovim.lines()
        await neovim.type(":Glossator document<CR>")
        await neovim.shows("Glossator: ")
        await neovim.type("<CR>")
        assert await neovim.lines() == before
        assert (await neovim.lua(MESSAGES)).count("\nGlossator: ") == 1


async def test_a_server_that_is_killed_is_started_again(start: Start) -> None:
    async with start() as neovim:
        (server,) = servers_of(neovim.process.pid)
        os.kill(server, signal.SIGKILL)
        await neovim.shows("Client glossator quit with exit code")
        await neovim.type("<CR>")
        await neovim.until(READY)
        await neovim.until(ASKED)
        assert servers_of(neovim.process.pid) != [server]
        await neovim.type("jA")
        await neovim.shows("    total = a + b")


async def test_a_restart_reads_settings_anew_and_says_nothing(start: Start, project: Path) -> None:
    async with start() as neovim:
        (server,) = servers_of(neovim.process.pid)
        await neovim.type(":edit other.py<CR>:edit calc.py<CR>")
        settings = project / ".glossator.toml"
        settings.write_text("[languages]\npython = false\n")
        await neovim.type(":Glossator restart<CR>")
        await neovim.shows("glossator -")
        assert servers_of(neovim.process.pid) != [server]
        assert await neovim.lua(MESSAGES) == ""
        settings.unlink()
        await neovim.type(":Glossator restart<CR>")
        await neovim.shows_no("glossator -")
        await neovim.until(READY)
        await neovim.type("jA")
        await neovim.shows("    total = a + b")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the children in /proc")
async def test_when_the_editor_is_killed_the_server_and_its_model_are_gone(
    version: str, project: Path
) -> None:
    async with running(
        program(version), project, "calc.py", "", GLOSSATOR_PROFILE="local"
    ) as neovim:
        await neovim.until(READY)
        await neovim.until(ASKED)
        (server,) = servers_of(neovim.process.pid)
        (model,) = children_of(server)
        neovim.process.kill()
        await until(lambda: is_gone(server) and is_gone(model), seconds=5)


def servers_of(pid: int) -> list[int]:
    """The servers that a Neovim has started."""
    return [
        child
        for child in children_of(pid)
        if b"serve" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
