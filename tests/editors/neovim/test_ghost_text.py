"""Ghost text as it is painted: it comes while typing, stays while typing along, and is accepted."""

from __future__ import annotations

import asyncio
from itertools import groupby
from pathlib import Path

import pytest

from glossator.settings import Settings
from tests.e2e.editor import until
from tests.editors.neovim.conftest import Start, program, running
from tests.standin.scripts import Say, held, speak
from tests.standin.server import StandIn

WHOLE = """\
def add(a, b):
    total = a + b
    if total > 3:
        print(total)
    return total


print(add(1, 2))
"""


async def test_it_appears_and_tab_accepts_it_whole(start: Start, project: Path) -> None:
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.shows("\n".join(WHOLE.splitlines()[:5]))
        assert await neovim.lines() == (project / "calc.py").read_text().splitlines()
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.line('.') == 5")
        await neovim.type("<Esc>:w<CR>")
        await neovim.until("not vim.bo.modified")
    assert (project / "calc.py").read_text() == WHOLE


async def test_it_comes_for_who_was_typing_before_the_server_ran(
    version: str, project: Path, service: StandIn
) -> None:
    settings = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    async with running(program(version), project, "calc.py", "", **settings) as neovim:
        await neovim.type("jA")
        await neovim.shows("    total = a + b")


async def test_one_undo_takes_back_what_was_accepted_and_the_next_what_was_typed(
    start: Start,
) -> None:
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.shows("    total = a + b")
        await neovim.type("to<M-l><Tab>")
        await neovim.until("vim.fn.line('.') == 5")
        await neovim.type("<Esc>")
        for line in ("    total = a + b", "    to", "    "):
            await neovim.type("u")
            await neovim.until("vim.fn.getline(2) == ... and vim.fn.line('$') == 5", line)


async def test_one_line_in_the_middle_of_a_line(
    start: Start, project: Path, service: StandIn
) -> None:
    service.answer = lambda _: speak("total, count")
    (project / "calc.py").write_text("total, count = 1, 2\nprint()\n")
    async with start() as neovim:
        await neovim.type("j$i")
        await neovim.shows("print(total, count)")
        await neovim.type("<Esc>")
        await neovim.shows("print()")


async def test_typing_along_keeps_it_without_asking_a_model(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.shows("    total = a + b")
        asked = len(service.requests)
        neovim.screen.recording = True
        for key in "total = ":
            await neovim.type(key)
            await neovim.until("vim.fn.getline('.') ~= ''")
        await neovim.until("vim.fn.getline('.') == '    total = '")
        await asyncio.sleep(0.5)
        assert len(service.requests) == asked
        assert all("    total = a + b\n    if total > 3:" in each for each in neovim.screen.history)
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.line('.') == 5")
        assert "\n".join(await neovim.lines()) + "\n" == WHOLE


async def test_what_comes_later_than_a_request_may_wait_shows_all_the_same(
    start: Start, service: StandIn
) -> None:
    answered = asyncio.Event()
    async with start() as neovim:
        service.answer = lambda _: held([], answered.is_set, speak("total = a + b"))
        service.requests.clear()
        await neovim.type("jA")
        await until(lambda: service.requests)
        await asyncio.sleep(Settings().completion_deadline + 1)
        assert "total" not in neovim.screen.text
        answered.set()
        await neovim.shows("    total = a + b")


async def test_departing_takes_it_away_at_once(start: Start, service: StandIn) -> None:
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.shows("    total = a + b")
        service.answer = lambda _: speak("")
        neovim.screen.recording = True
        await neovim.type("x")
        await neovim.shows("\n    x\n\n\nprint(add(1, 2))")
        left = [each for each in neovim.screen.history if "    x" in each]
        assert not any("otal" in each for each in left)
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.getline('.'):match('^    x%s+$')")


HEAD, TAIL = "def add(a, b):\n", "\n\n\nprint(add(1, 2))"
BLOCK = WHOLE.partition(HEAD)[2].partition(TAIL)[0]
BEGIN, REST = "    total = a + b\n", "    if total > 3:\n        print(total)\n    return total\n"


def shown(screen: str) -> str:
    """What stands in the function, typed or as ghost text."""
    return screen.partition(HEAD)[2].partition(TAIL)[0]


@pytest.mark.parametrize(
    ("meanwhile", "typed"),
    [
        ("", "    "),
        ("<M-w>", "    total"),
        ("<M-l>", "    total = a + b"),
        ("to", "    to"),
    ],
    ids=["nothing", "a word is taken", "the line is taken", "it is typed along"],
)
async def test_a_block_grows_calmly_and_tab_takes_it_whole(
    start: Start, service: StandIn, meanwhile: str, typed: str
) -> None:
    seen = asyncio.Event()
    async with start() as neovim:
        service.answer = lambda _: held([Say(BEGIN)], seen.is_set, speak(REST))
        neovim.screen.recording = True
        await neovim.type("jA")
        await neovim.shows(lambda screen: shown(screen) == BEGIN.rstrip())
        await neovim.type(meanwhile)
        await neovim.until("vim.fn.getline('.') == ...", typed)
        seen.set()
        await neovim.shows(lambda screen: shown(screen) == BLOCK)
        frames = [frame for frame, _ in groupby(map(shown, neovim.screen.history))]
        assert frames == ["", BEGIN.rstrip(), BLOCK], "nothing between, and it only grows"
        _, *ahead = (
            service.allowed
        )  # for what comes behind it, where the user has accepted something
        assert all(BLOCK in request.prompt for request in ahead)
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.line('.') == 5")
        assert "\n".join(await neovim.lines()) + "\n" == WHOLE


async def test_what_was_taken_before_it_had_grown_goes_on(start: Start, service: StandIn) -> None:
    taken = asyncio.Event()
    async with start() as neovim:
        service.answer = lambda _: held([Say(BEGIN)], taken.is_set, speak(REST))
        await neovim.type("jA")
        await neovim.shows(lambda screen: shown(screen) == BEGIN.rstrip())
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.getline('.') == '    total = a + b'")
        taken.set()
        await neovim.shows(lambda screen: shown(screen) == BLOCK)
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.line('.') == 5")
        assert "\n".join(await neovim.lines()) + "\n" == WHOLE


async def test_by_words_and_lines(start: Start) -> None:
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.shows("    total = a + b")
        neovim.screen.recording = True
        for key, line in (
            ("<M-w>", "    total"),
            ("<M-w>", "    total ="),
            ("<M-l>", "    total = a + b"),
            ("<M-l>", "    if total > 3:"),
            ("<M-w>", "        print"),
        ):
            await neovim.type(key)
            await neovim.until("vim.fn.getline('.') == ...", line)
            await neovim.shows("\n".join(WHOLE.splitlines()[:5]))
        shown = ["\n".join(each.splitlines()[:5]) for each in neovim.screen.history]
        assert set(shown) == {"\n".join(WHOLE.splitlines()[:5])}, "the rest does not flicker"


async def test_tab_is_a_tab_where_there_is_none(start: Start, service: StandIn) -> None:
    service.answer = lambda _: speak("")
    async with start() as neovim:
        await neovim.type("A<Tab>x")
        await neovim.until(r"vim.fn.getline('.'):match('%sx$')")


async def test_tab_still_jumps_in_a_snippet(start: Start, service: StandIn) -> None:
    service.answer = lambda _: speak("")
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.until("vim.api.nvim_get_mode().mode == 'i'")
        await neovim.lua("vim.snippet.expand('add($1, $2)')")
        await neovim.type("a<Tab>b")
        await neovim.until("vim.fn.getline(2) == '    add(a, b)'")


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        pytest.param("<Down>y = ", ["    ", "y =     "], id="in another line"),
        pytest.param("<CR>y = ", ["    ", "    y =     "], id="in a new line"),
        pytest.param("tox", ["    tox ", ""], id="behind what it does not say"),
        pytest.param("<Home>#<End>", ["#       ", ""], id="behind a changed begin"),
        pytest.param("# <Left><Left>", ["        # ", ""], id="before what was not there"),
        pytest.param("total =", WHOLE.splitlines()[1:3], id="behind what it says"),
    ],
)
async def test_a_tab_typed_at_once_takes_what_fits_and_is_a_tab_else(
    start: Start, service: StandIn, keys: str, lines: list[str]
) -> None:
    """Neovim 0.12 keeps its item for 200 ms, whatever is typed and wherever (neovim#36529)."""
    async with start() as neovim:
        await neovim.type("jA")
        await neovim.shows("    total = a + b")
        service.answer = lambda _: speak("")
        await neovim.type(f"{keys}<Tab><Esc>")
        await neovim.until("vim.api.nvim_get_mode().mode == 'n'")
        assert (await neovim.lines())[1:3] == lines


@pytest.mark.parametrize("before", ["s = '😀'; ", "s = '漢字'; ", "s = 'e\u0301o\u0308'; "])
async def test_wide_and_combining_characters_before_the_cursor(
    start: Start, project: Path, service: StandIn, before: str
) -> None:
    service.answer = lambda _: speak("t = '→', s")
    (project / "calc.py").write_text(f"{before}\nprint(s)\n")
    async with start() as neovim:
        assert await neovim.lua("return vim.lsp.get_clients()[1].offset_encoding") == "utf-8"
        await neovim.type("A")
        await neovim.shows("t = '→', s")
        await neovim.type("t = <M-w>")
        await neovim.until('vim.fn.getline(1):sub(-1) == "\'"')
        await neovim.type("<Tab>")
        await neovim.until("vim.fn.getline(1):sub(-1) == 's'")
        assert await neovim.lines() == [f"{before}t = '→', s", "print(s)"]


@pytest.mark.parametrize("file", ["calc.py", "other.py"])
async def test_it_goes_when_the_user_types_on_in_another_window(
    start: Start, project: Path, service: StandIn, file: str
) -> None:
    (project / "other.py").write_text("one = 1\n")
    async with start() as neovim:
        await neovim.type(f":above split {file}<CR><C-w>jgg0jA")
        await neovim.shows("    total = a + b")
        service.answer = lambda _: speak("")
        await neovim.type("<Cmd>wincmd k<CR>")  # as a click does, which does not end Insert mode
        await neovim.shows_no("    total = a + b")
        await neovim.type("<Tab># mine<Esc>")
        await neovim.until("vim.api.nvim_get_mode().mode == 'n'")
        assert "total" not in "\n".join(await neovim.lines())
