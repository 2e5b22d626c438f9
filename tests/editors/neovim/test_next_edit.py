"""The next edit as it is painted: gone to, taken, rejected, undone, and typed by hand."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.editors.neovim.conftest import Answer, Start
from tests.editors.neovim.screen import Neovim
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = """\
def total(qty, price):
    cost = qty * price
    return round(cost, 2)


LIMIT = 100


def shipping(order, qty):
    weight = order.weight
    # the first is free
    return weight * (qty - 1)
"""
TOTAL = "/def total<CR>wwwciwamount"
SHIPPING = "/shipping<CR>wwwwciwamount"
SHOWN = "require('glossator.next_edit_marks').where() ~= nil"


@pytest.fixture
def code() -> str:
    return CODE


@pytest.fixture
def answer() -> Answer:
    return lambda _: speak("")


async def renamed(neovim: Neovim, keys: str = SHIPPING) -> None:
    """Rename a parameter, and see the next edit."""
    await neovim.type(f"{keys}<Esc>")
    await neovim.until(SHOWN)


def painted(neovim: Neovim, text: str) -> set[tuple[object, ...]]:
    """The colours in which a text stands on the screen, for each of its characters."""
    screen = neovim.screen
    for row in screen.rows:
        line = "".join(character for character, _ in row)
        if (at := line.find(text)) != -1:
            looks = [screen.highlights.get(number, {}) for _, number in row[at : at + len(text)]]
            return {
                tuple(look.get(each) for each in ("foreground", "background")) for look in looks
            }
    raise AssertionError(f"{text} is not on the screen")


async def test_it_is_drawn_at_its_place_and_told_at_the_cursor_s_line(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.shows("def shipping(order, amount):  → line 12 (3↓)")
        await neovim.shows("»     return weight * (qtyamount - 1)")
        old, new, rest = (painted(neovim, each) for each in ("qtya", "amount -", "weight * ("))
        assert len(old) == 2 and len(rest) == 1, "word by word"
        assert old & new
        assert (await neovim.lines())[-1] == "    return weight * (qty - 1)"


async def test_one_key_goes_there_and_takes_it_and_one_undo_takes_it_back(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.line('.') == 12 and vim.fn.col('.') == 22")
        await neovim.shows_no("→ line")
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.getline(12) == '    return weight * (amount - 1)'")
        await neovim.shows_no("»")
        await neovim.type("u")
        await neovim.until("vim.fn.getline(12) == '    return weight * (qty - 1)'")
        assert (await neovim.lines())[8] == "def shipping(order, amount):"
        await neovim.type("<C-o>")
        await neovim.until("vim.fn.line('.') == 9")


@pytest.mark.parametrize("direction", ["j", "k"])
async def test_of_two_windows_on_the_buffer_it_is_made_in_the_current_one(
    start: Start, direction: str
) -> None:
    async with start() as neovim:
        await neovim.type(f":split<CR><C-w>{direction}")
        window = await neovim.lua("return vim.api.nvim_get_current_win()")
        await renamed(neovim)
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.line('.') == 12")
        assert await neovim.lua("return vim.api.nvim_get_current_win()") == window
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.getline(12) == '    return weight * (amount - 1)'")


async def test_a_fold_is_opened_on_the_way(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type(":10,12fold<CR>")
        await neovim.until("vim.fn.foldclosed(12) == 10")
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.line('.') == 12 and vim.fn.foldclosed(12) == -1")


async def test_the_next_one_follows_the_one_that_was_taken(start: Start, project: Path) -> None:
    (project / "calc.py").write_text(CODE.replace("order.weight", "order.weight + qty"))
    async with start() as neovim:
        await renamed(neovim)
        for line in (10, 12):
            await neovim.shows(f"→ line {line}")
            await neovim.type("<M-n>")
            await neovim.until("vim.fn.line('.') == ...", line)
            await neovim.type("<M-n>")
            await neovim.until("vim.fn.getline(...):find('amount')", line)
        await neovim.until(f"not ({SHOWN})")


async def test_while_inserting_it_comes_after_a_pause_and_typing_goes_on(start: Start) -> None:
    async with start() as neovim:
        await neovim.type(SHIPPING)
        await neovim.shows("→ line 12")
        assert neovim.screen.mode == "insert"
        await neovim.type("<M-n><M-n>")
        await neovim.until("vim.fn.getline(12) == '    return weight * (amount - 1)'")
        assert neovim.screen.mode == "insert"
        await neovim.type("<End> # paid<Esc>")
        await neovim.until("vim.fn.getline(12) == '    return weight * (amount - 1) # paid'")
        for line in ("amount - 1)", "qty - 1)"):
            await neovim.type("u")
            await neovim.until("vim.fn.getline(12) == ...", f"    return weight * ({line}")
        assert (await neovim.lines())[8] == "def shipping(order, amount):"


async def test_leaving_the_line_while_inserting_asks_for_it(start: Start) -> None:
    async with start() as neovim:
        asked = "vim.g.asked"
        await neovim.lua(f"""
            local client = vim.lsp.get_clients({{ name = 'glossator' }})[1]
            local request = client.request
            client.request = function(self, method, ...)
              if method == 'glossator/nextEdit' then {asked} = ({asked} or 0) + 1 end
              return request(self, method, ...)
            end
        """)
        await neovim.type(f"{SHIPPING}<Up>")
        await neovim.until(f"{asked}")
        await neovim.shows("→ line 12 (4↓)")


async def test_a_problem_that_came_with_the_change_is_mended(
    start: Start, service: StandIn
) -> None:
    mended = CODE.replace("= order.weight", "= order.mass").split("\n\n\n")[-1]
    async with start() as neovim:
        service.answer = lambda _: speak(f"```python\n{mended}```\n")
        await neovim.type("/100<CR>ciw120<Esc>")
        await asyncio.sleep(1.5)
        assert service.allowed == []
        await neovim.lua("""
            vim.diagnostic.set(vim.api.nvim_create_namespace('other'), 0, {
              { lnum = 9, col = 13, end_col = 25, message = 'no weight', severity = 1 },
            })
        """)
        await neovim.shows("→ line 10")
        assert len(service.allowed) == 1


async def test_a_rejected_one_does_not_come_back(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type("<M-x>")
        await neovim.until(f"not ({SHOWN})")
        await neovim.shows_no("→ line")
        await neovim.type("i<Esc>j")
        await asyncio.sleep(1.5)
        assert not await neovim.lua(f"return {SHOWN}")
        await neovim.type(":Glossator next<CR>")
        await neovim.shows("there is no next edit")
        await renamed(neovim, TOTAL)
        await neovim.shows("→ line 2")


async def test_it_shrinks_while_its_user_types_what_it_says(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.line('.') == 12")
        await neovim.type("cw")
        for key in "amoun":
            await neovim.type(key)
            await neovim.until("vim.fn.getline(12):find(... .. ' ')", key)
            await neovim.until(SHOWN)
        await neovim.type("t")
        await neovim.until(f"not ({SHOWN})")
        assert (await neovim.lines())[-1] == "    return weight * (amount - 1)"


async def test_it_goes_when_something_else_is_typed_there(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type("<M-n>")
        await neovim.until("vim.fn.line('.') == 12")
        await neovim.type("ix")
        await neovim.until(f"not ({SHOWN})")
        await neovim.shows_no("»")


async def test_it_moves_with_what_is_typed_above_it(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type("ggO# one<CR># two")
        await neovim.shows("→ line 14 (12↓)")
        await neovim.type("<M-n><M-n>")
        await neovim.until("vim.fn.getline(14) == '    return weight * (amount - 1)'")


async def test_it_is_taken_in_another_file(start: Start, project: Path) -> None:
    (project / "orders.py").write_text("from calc import LIMIT\n\n\nprint(LIMIT)\n")
    async with start() as neovim:
        await neovim.type(":edit orders.py<CR>")
        await neovim.until("#vim.lsp.get_clients({ bufnr = 0 }) == 1")
        await neovim.type(":edit calc.py<CR>")
        await renamed(neovim, "/LIMIT<CR>ciwMOST")
        await neovim.shows("MOST = 100  → orders.py line 1")
        await neovim.type("<M-n>")
        await neovim.shows("from calc import LIMITMOST")
        await neovim.type("<M-n>")
        await neovim.shows("→ line 4 (3↓)")
        await neovim.type("<M-n><M-n>")
        await neovim.until("vim.fn.getline(4) == 'print(MOST)'")
        assert (await neovim.lines())[0] == "from calc import MOST"


async def test_it_opens_a_file_that_is_not_open(start: Start, project: Path) -> None:
    (project / "orders.py").write_text("from calc import LIMIT\n")
    async with start() as neovim:
        await renamed(neovim, "/LIMIT<CR>ciwMOST")
        await neovim.shows("MOST = 100  → orders.py line 1")
        assert await neovim.lua("return vim.fn.buflisted('orders.py')") == 0
        await neovim.type("<M-n>")
        await neovim.shows("from calc import LIMITMOST")
        assert await neovim.lua("return vim.fn.buflisted('orders.py')") == 1
        for key, line in (("<M-n>", "MOST"), ("u", "LIMIT"), ("<C-r>", "MOST")):
            await neovim.type(key)
            await neovim.until("vim.fn.getline(1) == ...", f"from calc import {line}")
        await neovim.type(":wa<CR>")
        await neovim.until("#vim.fn.getbufinfo({ bufmodified = 1 }) == 0")
    assert (project / "orders.py").read_text() == "from calc import MOST\n"
    assert (project / "calc.py").read_text() == CODE.replace("LIMIT", "MOST")


async def test_a_key_that_it_shares_is_typed_where_there_is_none(start: Start) -> None:
    shared = "vim.keymap.set('n', '<Tab>', function() require('glossator').next_edit('x') end)\n"
    async with start(init=shared) as neovim:
        await neovim.type("gg0<Tab>")
        await neovim.until("vim.fn.getline(1) == 'ef total(qty, price):'")


async def test_it_is_switched_off_for_a_language_until_neovim_ends(start: Start) -> None:
    async with start() as neovim:
        await renamed(neovim)
        await neovim.type(":Glossator off nextEdit python<CR>")
        await neovim.shows("Next edits for python are off")
        await neovim.shows_no("»")
        await neovim.type(f"{TOTAL}<Esc>")
        await asyncio.sleep(1.5)
        assert not await neovim.lua(f"return {SHOWN}")
        await neovim.type(":Glossator on nextEdit python<CR>")
        await neovim.shows("Next edits for python are on")
        await asyncio.sleep(1)  # the server says nothing when it has read its settings
        await renamed(neovim, "/price<CR>ciweach")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param(
            "    weight = order.weight\n    # the first is free\n",
            "    return 0\n",
            """\
»     weight = order.weight
      # the first is free
      return 0
      return weight * (qty - 1)""",
            id="two lines become one",
        ),
        pytest.param(
            "    weight = order.weight\n",
            "# one\n# two\n    weight = order.weight\n",
            "  # one\n  # two\n»     weight = order",
            id="lines are put in",
        ),
        pytest.param(
            "    weight = order.weight\n",
            "    weight = order.parcel.weight\n    log(weight)\n",
            """\
»     weight = order.weight
      weight = order.parcel.weight
      log(weight)
      # the first is free""",
            id="one line becomes two",
        ),
        pytest.param(
            "    weight = order.weight\n",
            "    heavy = parcel.mass\n",
            "»     weight = order.weight\n      heavy = parcel.mass\n      # the first",
            id="most of a line changes",
        ),
        pytest.param(
            "    weight = order.weight\n",
            "    weight = order.weight + 漢字(1)\n",
            "»     weight = order.weight + 漢字(1)",
            id="words are added to a line",
        ),
    ],
)
async def test_whole_lines_are_drawn_below_the_old_ones(
    start: Start, old: str, new: str, shown: str
) -> None:
    async with start() as neovim:
        await neovim.lua(
            "require('glossator.next_edit_marks').draw(0, 9, 0, ...)",
            old.splitlines(),
            new.splitlines(),
        )
        await neovim.shows(shown)
