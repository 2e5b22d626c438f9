"""`glossator.el` in a real Emacs: ghost text, a docstring, an explanation; and that it compiles."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.editor import environment
from tests.editors.others.terminal import Terminal, terminal
from tests.editors.others.test_others import CODE, good
from tests.liveness import LIVENESS
from tests.standin.scripts import Reply
from tests.standin.server import StandIn
from tools import docs

PACKAGE = docs.EDITORS / "emacs" / "glossator.el"
LINES = docs.block("emacs").replace("~/glossator/editors/emacs", str(PACKAGE.parent))
PROGRAMS = Path(sys.executable).parent
TAB, CTRL_E, CTRL_G, CTRL_N, META_F = "\t", "\x05", "\x07", "\x0e", "\x1bf"

pytestmark = pytest.mark.real_editor


def emacs() -> str:
    found = shutil.which("emacs")
    if found is None:
        pytest.skip("emacs is not installed here; `make editors` says why")
    return found


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    async with StandIn() as service:
        service.answer = good
        yield service


@asynccontextmanager
async def in_emacs(
    folder: Path, service: StandIn, lines: str = LINES, *, programs: Path = PROGRAMS
) -> AsyncIterator[Terminal]:
    """Emacs with lines for its init file on `calc.py`, connected, at the end of line 2."""
    (folder / ".git").mkdir()
    (folder / "calc.py").write_text(CODE)
    init = folder / "init.el"
    init.write_text(lines + "(setq make-backup-files nil auto-save-default nil)\n")
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    env = environment(
        folder / ".home",
        PATH=path,
        GLOSSATOR_BASE_URL=service.base_url,
        GLOSSATOR_API_KEY=service.key,
    )
    command = (emacs(), "-q", "-l", str(init), "calc.py")
    async with terminal(*command, folder=folder, env=env) as screen:
        await screen.shows("calc.py")
        screen.type("\x1bxeglot\r")
        await screen.shows("Connected!")
        screen.type(CTRL_N + CTRL_E)
        yield screen


async def saves(screen: Terminal, path: Path, text: str) -> None:
    screen.type("\x18\x13")
    async with asyncio.timeout(LIVENESS):
        while text not in path.read_text():
            await asyncio.sleep(0.05)


async def test_it_compiles_without_a_warning(tmp_path: Path) -> None:
    shutil.copy(PACKAGE, tmp_path)
    strict = ("--eval", "(setq byte-compile-error-on-warn t)")
    process = await asyncio.create_subprocess_exec(
        *(emacs(), "-Q", "--batch", *strict, "-f", "batch-byte-compile", PACKAGE.name),
        cwd=tmp_path, stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()
    assert (tmp_path / "glossator.elc").exists()


async def test_ghost_text_is_typed_along_taken_by_words_and_whole(
    tmp_path: Path, service: StandIn
) -> None:
    async with in_emacs(tmp_path, service) as screen:
        screen.type("r")
        await screen.shows("    return a + b")
        screen.type("e")
        await screen.shows("    return a + b")
        screen.type(META_F)
        await screen.shows("    return a + b")
        await saves(screen, tmp_path / "calc.py", "    return\n")
        screen.type(" ")
        await screen.shows("    return a + b")
        screen.type(TAB)
        await saves(screen, tmp_path / "calc.py", "    return a + b\n")


async def test_ghost_text_is_taken_away(tmp_path: Path, service: StandIn) -> None:
    async with in_emacs(tmp_path, service) as screen:
        screen.type("r")
        await screen.shows("    return a + b")
        screen.type(CTRL_G)
        await screen.shows(lambda text: "return a + b" not in text)
        screen.type("e")
        await screen.shows("    return a + b")
        screen.type("\x10")  # a movement
        await screen.shows(lambda text: "return a + b" not in text)
        await saves(screen, tmp_path / "calc.py", "\n    re\n")


async def test_a_docstring_is_written_and_code_explained(tmp_path: Path, service: StandIn) -> None:
    async with in_emacs(tmp_path, service) as screen:
        screen.type("pass\x1bxglossator-document\r")
        await screen.shows('"""Add two numbers.')
        screen.type("\x1bxglossator-explain\r")
        await screen.shows("It adds.")


async def test_what_is_wrong_is_said_and_the_status_says_why_none_came(
    tmp_path: Path, service: StandIn
) -> None:
    service.answer = lambda _: Reply(401)
    async with in_emacs(tmp_path, service) as screen:
        screen.type("pass\x1bxglossator-document\r")
        await screen.shows("refuses the key")
        screen.type("\x1bxglossator-status\r")
        await screen.shows("Glossator: trouble")
