"""The next edit in VS Code: drawn, gone to and made by a key, sent away, undone, typed by hand."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = """\
LIMIT = 100


def shipping(order, qty):
    weight = order.weight
    # the first is free
    return weight * (qty - 1)
"""
MADE = CODE.replace("qty", "amount")
GO, REJECT = "Alt+n", "Escape"
GROUP = """() => [...document.querySelectorAll(".editor-group-container")]
    .findIndex((each) => each.classList.contains("active"))"""
"""Which of the groups of editors is active."""


SNIPPET = {"pair": {"prefix": "zz-pair", "body": "(${1:one}, ${2:two})$0"}}


@pytest.fixture
def project(project: Path) -> Path:
    """With a snippet."""
    (project / ".vscode").mkdir()
    (project / ".vscode" / "of.code-snippets").write_text(json.dumps(SNIPPET))
    return project


@pytest.fixture(autouse=True)
def silent(service: StandIn) -> None:
    """No ghost text: it has the keys first."""
    service.answer = lambda _: speak("")


async def rename(workbench: Workbench, line: int, column: int, name: str) -> None:
    """Type another name over a word."""
    await workbench.go_to(line, column)
    await workbench.press("Control+Shift+ArrowRight")
    await workbench.type(name)


async def renamed(workbench: Workbench, code: str = CODE) -> None:
    """Rename a parameter, and see where the next edit is."""
    await workbench.edit("calc.py", code)
    await rename(workbench, 4, 21, "amount")
    await shows(workbench, "→ line 7")


async def shows(workbench: Workbench, text: str) -> None:
    """Wait until a decoration says so."""
    await workbench.until(workbench.decorations, lambda shown: text in shown)


async def shows_none(workbench: Workbench) -> None:
    """Wait until there is no decoration."""
    await workbench.until(workbench.decorations, lambda shown: not shown)


async def test_it_is_drawn_and_one_key_goes_there_and_makes_it(workbench: Workbench) -> None:
    await renamed(workbench)
    assert sorted(await workbench.decorations()) == ["amount", "→ line 7"]
    assert await workbench.coloured() == ["qty"]
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: shown == ["amount"])
    await workbench.press(GO)
    await shows_none(workbench)
    assert await workbench.save("calc.py") == MADE
    await workbench.press("Control+Z")
    assert await workbench.save("calc.py") == MADE.replace("(amount -", "(qty -")


CALL = """\
def area(width):
    return width


print(area(
    3,
))
"""
WRITTEN = CALL.replace("3,", "width=3,\n    height=4,").replace("width)", "width, height)")


async def test_several_lines_of_a_model_are_drawn_and_made_in_one_step(
    workbench: Workbench, service: StandIn
) -> None:
    await workbench.edit("walls.py", CALL)
    block = WRITTEN[WRITTEN.index("\nprint") :]
    service.answer = lambda request: speak(
        f"```python\n{block}\n```" if "=== The block to update ===" in request.prompt else ""
    )
    await workbench.go_to(1, 15)
    await workbench.type(", height")
    await shows(workbench, "→ line 6")
    assert "width=3, ⏎ height=4," in await workbench.decorations()
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: len(shown) == 1)
    await workbench.press(GO)
    await shows_none(workbench)
    assert await workbench.save("walls.py") == WRITTEN
    await workbench.press("Control+Z")
    assert await workbench.save("walls.py") == CALL.replace("width)", "width, height)")


async def test_ghost_text_has_escape_first(workbench: Workbench, service: StandIn) -> None:
    await renamed(workbench)
    service.answer = lambda _: speak("* 2")
    await workbench.go_to(5, 100)
    await workbench.type("\nx = 1 ")
    await workbench.wait_for_ghost("* 2")
    await workbench.press(REJECT)
    await workbench.until(workbench.ghost, lambda ghost: not ghost)
    await shows(workbench, "→ line 8")


async def test_the_next_one_follows_and_goes_on_in_another_file(workbench: Workbench) -> None:
    await workbench.edit("orders.py", "from calc import LIMIT\n\n\n\nprint(LIMIT)\n")
    await workbench.edit("calc.py", CODE)
    await rename(workbench, 1, 1, "MOST")
    await shows(workbench, "→ orders.py line 1")
    for line in (1, 5):
        await workbench.press(GO)
        await workbench.until(workbench.decorations, lambda shown: shown == ["MOST"])
        await workbench.press(GO)
        if line == 1:
            await shows(workbench, "→ line 5")
    await shows_none(workbench)
    assert await workbench.save("orders.py") == "from calc import MOST\n\n\n\nprint(MOST)\n"


async def test_it_opens_a_file_that_is_not_open(workbench: Workbench) -> None:
    (workbench.folder / "orders.py").write_text("from calc import LIMIT\n")
    await workbench.edit("calc.py", CODE)
    await rename(workbench, 1, 1, "MOST")
    await shows(workbench, "→ orders.py line 1")
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: shown == ["MOST"])
    await workbench.press(GO)
    await shows_none(workbench)
    assert await workbench.save("orders.py") == "from calc import MOST\n"
    await workbench.press("Control+Z")
    assert await workbench.save("orders.py") == "from calc import LIMIT\n"


@pytest.mark.parametrize("group", [0, 1])
async def test_of_two_editors_of_the_file_it_is_made_in_the_active_one(
    workbench: Workbench, group: int
) -> None:
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+Backslash")
    await workbench.until(lambda: workbench.page.evaluate(GROUP), lambda active: active == 1)
    await workbench.press(f"Control+{group + 1}")
    await rename(workbench, 4, 21, "amount")
    await shows(workbench, "→ line 7")
    for _ in range(2):
        await workbench.press(GO)
        await workbench.until(workbench.decorations, lambda shown: "→ line 7" not in shown)
        assert await workbench.page.evaluate(GROUP) == group
    await shows_none(workbench)
    assert await workbench.save("calc.py") == MADE


async def test_a_folded_region_is_opened_on_the_way(workbench: Workbench) -> None:
    await renamed(workbench)
    await workbench.go_to(4)
    await workbench.press("Control+Shift+BracketLeft")
    await workbench.until(workbench.text, lambda text: "weight" not in text)
    await workbench.press(GO)
    await workbench.until(workbench.text, lambda text: "return weight" in text)
    await workbench.until(workbench.decorations, lambda shown: shown == ["amount"])
    await workbench.press(GO)
    await shows_none(workbench)
    assert await workbench.save("calc.py") == MADE


async def test_escape_sends_it_away_until_something_else_is_changed(workbench: Workbench) -> None:
    await renamed(workbench, f"{CODE}\n\nprint(LIMIT)\n")
    await workbench.press(REJECT)
    await shows_none(workbench)
    await workbench.press("ArrowUp", "ArrowDown")
    await asyncio.sleep(1.5)
    assert await workbench.decorations() == []
    await rename(workbench, 1, 1, "MOST")
    await shows(workbench, "→ line 10")


async def test_leaving_the_line_asks_for_it_before_the_pause(workbench: Workbench) -> None:
    await workbench.edit("calc.py", CODE)
    await rename(workbench, 4, 21, "amount")
    await workbench.press("ArrowUp")
    await shows(workbench, "→ line 7")


async def test_it_moves_with_what_is_typed_above_it(workbench: Workbench) -> None:
    await renamed(workbench)
    await workbench.go_to(1)
    await workbench.type("# one\n")
    await shows(workbench, "→ line 8")
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: shown == ["amount"])
    await workbench.press(GO)
    await shows_none(workbench)
    assert await workbench.save("calc.py") == f"# one\n{MADE}"


async def test_it_shrinks_while_it_is_typed_by_hand(workbench: Workbench) -> None:
    await renamed(workbench)
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: shown == ["amount"])
    await workbench.press("Delete", "Delete", "Delete")
    await workbench.type("amoun", between=0.2)
    await asyncio.sleep(1.5)
    assert any("t" in shown for shown in await workbench.decorations())
    await workbench.type("t")
    await shows_none(workbench)
    assert await workbench.save("calc.py") == MADE


async def test_it_goes_when_something_else_is_typed_there(workbench: Workbench) -> None:
    await renamed(workbench)
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: shown == ["amount"])
    await workbench.type("x")
    await shows_none(workbench)


async def test_a_menu_has_escape_first(workbench: Workbench) -> None:
    await renamed(workbench)
    menu = workbench.page.locator(".suggest-widget.visible")
    await workbench.press("Control+Space")
    await menu.wait_for()
    await workbench.press(REJECT)
    await menu.wait_for(state="hidden")
    await shows(workbench, "→ line 7")


async def test_a_snippet_has_the_keys_first(workbench: Workbench) -> None:
    await renamed(workbench)
    await workbench.go_to(2)
    await workbench.type("zz-pair")
    await workbench.press("Control+Space")
    await workbench.page.locator(".suggest-widget.visible .focused", has_text="zz-pair").wait_for()
    await workbench.press("Enter")
    await workbench.until(workbench.text, lambda text: "(one, two)" in text)
    await workbench.type("1")
    await workbench.press(GO, "Tab")
    await workbench.type("2")
    await workbench.press(GO, REJECT)
    await workbench.until(workbench.text, lambda text: "(1, 2)" in text)
    await shows(workbench, "→ line 7")
    await workbench.press(GO)
    await workbench.until(workbench.decorations, lambda shown: shown == ["amount"])
    await workbench.press(GO)
    await shows_none(workbench)
    assert await workbench.save("calc.py") == MADE.replace("100\n", "100\n(1, 2)", 1)


@pytest.mark.parametrize(
    ("off", "on"),
    [
        ("Next edits off for python", "Next edits on for python"),
        ("Next edits off until this window closes", "Next edits on again"),
    ],
)
async def test_it_is_switched_off_and_on_in_the_menu(
    workbench: Workbench, off: str, on: str
) -> None:
    functions = [f"def f{number}(one):\n    # it\n    return one\n" for number in range(3)]
    await workbench.edit("calc.py", "\n\n".join(functions))
    await rename(workbench, 1, 8, "first")
    await shows(workbench, "→ line 3")
    await workbench.choose(off)
    await shows_none(workbench)
    await rename(workbench, 6, 8, "second")
    await asyncio.sleep(1.5)
    assert await workbench.decorations() == []
    await workbench.choose(on)
    await rename(workbench, 11, 8, "third")
    await shows(workbench, "→ line 13")
