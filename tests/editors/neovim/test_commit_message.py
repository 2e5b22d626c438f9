"""`:Glossator commit`: into the buffer that git opens, elsewhere into a register."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.commit.repositories import repository, stage
from tests.editors.neovim.conftest import IDLE, Answer, Start
from tests.standin.scripts import speak

COMMENTS = "\n# Please enter the commit message for your changes.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    top = repository(tmp_path)
    (top / ".git" / "COMMIT_EDITMSG").write_text(COMMENTS)
    stage(top, calc__py="x = 1\n")
    return top


@pytest.fixture
def answer() -> Answer:
    return lambda _: speak("Add x\n", "\nBecause of y.\n", between=0.1)


async def test_it_stands_above_the_comments_of_git_as_one_step_of_undo(start: Start) -> None:
    async with start(".git/COMMIT_EDITMSG") as neovim:
        await neovim.type(":Glossator commit<CR>")
        await neovim.shows("Because of y.")
        await neovim.until(IDLE)
        written = ["Add x", "", "Because of y.", *COMMENTS.splitlines()]
        assert await neovim.lines() == written
        await neovim.type("u")
        await neovim.until("vim.fn.line('$') == 2")
        assert await neovim.lines() == COMMENTS.splitlines()


async def test_elsewhere_it_is_shown_and_put_into_the_unnamed_register(start: Start) -> None:
    async with start() as neovim:
        await neovim.type(":Glossator commit<CR>")
        await neovim.shows("in the unnamed register")
        await neovim.type("<CR>")
        assert await neovim.lua("return vim.fn.getreg('\"')") == "Add x\n\nBecause of y."
        assert await neovim.lines() == ["x = 1"]


async def test_nothing_staged_is_a_sentence(start: Start, project: Path) -> None:
    (project / ".git" / "index").unlink()
    async with start() as neovim:
        await neovim.type(":Glossator commit<CR>")
        await neovim.shows("Nothing is staged")
