"""A hint on documentation that differs from its signature, and its quick fix, in both Neovims."""

from __future__ import annotations

import pytest

from tests.editors.neovim.conftest import IDLE, Answer, Start
from tests.editors.neovim.test_edits import CHOOSE
from tests.standin.scripts import speak
from tests.standin.server import StandIn

STALE = [
    "def add(a, b):",
    '    """Add numbers.',
    "",
    "    Args:",
    "        a: The first.",
    '    """',
    "    return a + b",
]


@pytest.fixture
def code() -> str:
    return "\n".join([*STALE, ""])


@pytest.fixture
def answer() -> Answer:
    return lambda _: speak("Add numbers.\n", "a: The first.\n", "b: The second.\n")


async def test_it_shows_and_its_fix_adds_what_is_missing(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        await neovim.shows(lambda screen: "H def add(a, b):" in screen)
        await neovim.type("gg<C-w>d")
        await neovim.shows("`b` is missing")
        assert not service.requests, "no model is asked for a hint"
        await neovim.type("<Esc>gg" + CHOOSE)
        await neovim.shows("Update the documentation")
        lines = neovim.screen.text.splitlines()
        (line,) = (each for each in lines if "Update the documentation" in each)
        await neovim.type(line.partition(":")[0].strip() + "<CR>")
        await neovim.shows("b: The second.")
        await neovim.until(IDLE)
        added = "        b: The second."
        assert await neovim.lines() == [*STALE[:5], added, *STALE[5:]]
        await neovim.shows(lambda screen: "H def add" not in screen)


async def test_it_goes_when_the_documentation_is_mended_by_hand(start: Start) -> None:
    async with start() as neovim:
        await neovim.shows(lambda screen: "H def add(a, b):" in screen)
        await neovim.type("5Gob: The second.<Esc>")
        await neovim.shows(lambda screen: "H def add" not in screen)
