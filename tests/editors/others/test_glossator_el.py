"""`glossator.el` in a real Emacs: ghost text, a docstring, an explanation; and that it compiles."""

from __future__ import annotations

import asyncio
import shutil
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.editors.others.project import in_emacs, needed
from tests.editors.others.terminal import Terminal
from tests.liveness import LIVENESS
from tests.standin.scripts import Reply
from tests.standin.server import StandIn
from tools import docs

PACKAGE = docs.EDITORS / "emacs" / "glossator.el"
LINES = docs.block("emacs").replace("~/glossator/editors/emacs", str(PACKAGE.parent))
TAB, CTRL_E, CTRL_G, CTRL_N, META_F = "\t", "\x05", "\x07", "\x0e", "\x1bf"

pytestmark = pytest.mark.real_editor


@asynccontextmanager
async def in_line_2(
    folder: Path, env: dict[str, str], lines: str = LINES
) -> AsyncIterator[Terminal]:
    """Emacs with the package, at the end of line 2."""
    async with in_emacs(folder, env, lines) as screen:
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
        *(needed("emacs"), "-Q", "--batch", *strict, "-f", "batch-byte-compile", PACKAGE.name),
        cwd=tmp_path, stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()
    assert (tmp_path / "glossator.elc").exists()


async def test_ghost_text_is_typed_along_taken_by_words_and_whole(
    tmp_path: Path, env: dict[str, str]
) -> None:
    async with in_line_2(tmp_path, env) as screen:
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


async def test_ghost_text_is_taken_away(tmp_path: Path, env: dict[str, str]) -> None:
    async with in_line_2(tmp_path, env) as screen:
        screen.type("r")
        await screen.shows("    return a + b")
        screen.type(CTRL_G)
        await screen.shows(lambda text: "return a + b" not in text)
        screen.type("e")
        await screen.shows("    return a + b")
        screen.type("\x10")  # a movement
        await screen.shows(lambda text: "return a + b" not in text)
        await saves(screen, tmp_path / "calc.py", "\n    re\n")


async def test_a_docstring_is_written_and_code_explained(
    tmp_path: Path, env: dict[str, str]
) -> None:
    async with in_line_2(tmp_path, env) as screen:
        screen.type("pass\x1bxglossator-document\r")
        await screen.shows('"""Add two numbers.')
        screen.type("\x1bxglossator-explain\r")
        await screen.shows("It adds.")


async def test_what_is_wrong_is_said_and_the_status_says_why_none_came(
    tmp_path: Path, env: dict[str, str], service: StandIn
) -> None:
    service.answer = lambda _: Reply(401)
    async with in_line_2(tmp_path, env) as screen:
        screen.type("pass\x1bxglossator-document\r")
        await screen.shows("refuses the key")
        screen.type("\x1bxglossator-status\r")
        await screen.shows("Glossator: trouble")
