"""Ghost text in VS Code: it shows while one types, and the editor's own keys take it."""

from __future__ import annotations

import asyncio

import pytest

from glossator.settings import Settings
from tests.e2e.editor import until
from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import Say, held, speak
from tests.standin.server import StandIn


async def test_one_line_shows_and_tab_accepts(workbench: Workbench, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    await workbench.edit("calc.py", "def add(a, b):\n    ")
    await workbench.type("ret")
    assert await workbench.wait_for_ghost() == "urn a + b"
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == "def add(a, b):\n    return a + b"


async def test_typing_along_keeps_it_without_the_model(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return first + second")
    await workbench.edit("calc.py", "def add(first, second):\n    ")
    await workbench.type("re")
    await workbench.wait_for_ghost("second")
    asked = len(service.requests)
    await workbench.type("turn fi", between=0.1)
    await workbench.until(workbench.ghost, lambda ghost: ghost == "rst + second")
    assert len(service.requests) == asked
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == "def add(first, second):\n    return first + second"


async def test_a_word_at_a_time(workbench: Workbench, service: StandIn) -> None:
    service.answer = lambda _: speak("    return first + second")
    await workbench.edit("calc.py", "def add(first, second):\n    ")
    await workbench.type("re")
    await workbench.wait_for_ghost("second")
    await workbench.press("Control+ArrowRight")
    await workbench.until(workbench.ghost, lambda ghost: ghost.strip() == "first + second")
    assert (await workbench.save("calc.py")).rstrip() == "def add(first, second):\n    return"


async def test_it_stands_right_behind_emoji_and_han_characters(
    workbench: Workbench, service: StandIn
) -> None:
    before = "café = '👩\u200d👩\u200d👧 漢字 e\u0301'\nprint("
    service.answer = lambda _: speak("print(café)")
    await workbench.edit("calc.py", before)
    await workbench.type("ca")
    await workbench.wait_for_ghost("fé")
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{before}café)"


async def test_it_lands_right_on_a_line_that_begins_with_emoji(
    workbench: Workbench, service: StandIn
) -> None:
    line = "names = ['👩\u200d👩\u200d👧', '漢字', 'e\u0301']; "
    service.answer = lambda _: speak(f"{line}print(names)")
    await workbench.edit("calc.py", line)
    await workbench.type("pri")
    assert await workbench.wait_for_ghost("names") == "nt(names)"
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{line}print(names)"


BEFORE = "def total(numbers):\n    result = 0\n"
BLOCK = ("    for number in numbers:\n", "        result += number\n", "    return result\n")
LOOP = "for number in numbers:\n        result += number"
WHOLE = f"{LOOP}\n    return result"


async def test_a_block_that_comes_fast_shows_whole(workbench: Workbench, service: StandIn) -> None:
    service.answer = lambda _: speak(*BLOCK)
    await workbench.edit("calc.py", f"{BEFORE}   ")
    await workbench.type(" ")
    await workbench.until(workbench.ghost, lambda ghost: ghost == WHOLE)
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{BEFORE}    {WHOLE}"


async def begun(workbench: Workbench, service: StandIn) -> asyncio.Event:
    """A block whose begin shows; its rest comes when the event is set."""
    go_on = asyncio.Event()
    begin, rest = [Say("".join(BLOCK[:2]))], speak(BLOCK[2])
    answers = [held(begin, go_on.is_set, rest)]
    service.answer = lambda _: answers.pop() if answers else speak("")
    await workbench.edit("calc.py", f"{BEFORE}   ")
    await workbench.watch_ghost()
    await workbench.type(" ")
    await workbench.until(workbench.ghost, lambda ghost: ghost == LOOP)
    return go_on


async def test_of_a_block_that_comes_slowly_the_rest_shows_when_its_begin_is_accepted(
    workbench: Workbench, service: StandIn
) -> None:
    go_on = await begun(workbench, service)
    await workbench.press("Tab")
    go_on.set()
    await workbench.until(workbench.ghost, lambda ghost: ghost.strip() == "return result")
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{BEFORE}    {WHOLE}"


async def test_a_block_grows_while_it_shows(workbench: Workbench, service: StandIn) -> None:
    go_on = await begun(workbench, service)
    go_on.set()
    await workbench.until(workbench.ghost, lambda ghost: ghost == WHOLE)
    assert await workbench.ghosts() == ["", LOOP, WHOLE]
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{BEFORE}    {WHOLE}"


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_block_grows_whose_first_word_is_accepted(
    workbench: Workbench, service: StandIn, at_once: bool
) -> None:
    go_on = await begun(workbench, service)
    if at_once:
        go_on.set()
    await workbench.press("Control+ArrowRight")
    await workbench.until(workbench.ghost, lambda ghost: ghost.startswith(" number in numbers:"))
    go_on.set()
    await workbench.until(workbench.ghost, lambda ghost: ghost == WHOLE.removeprefix("for"))
    assert "" not in (await workbench.ghosts())[1:]
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{BEFORE}    {WHOLE}"


async def test_a_block_that_grows_does_not_come_back_to_who_has_left_it(
    workbench: Workbench, service: StandIn
) -> None:
    go_on = await begun(workbench, service)
    await workbench.press("ArrowUp")
    await workbench.until(workbench.ghost, lambda ghost: ghost == "")
    await workbench.watch_ghost()
    go_on.set()
    await asyncio.sleep(1)
    assert await workbench.ghosts() == [""]
    assert await workbench.save("calc.py") == f"{BEFORE}    "


async def test_typing_the_first_line_of_a_block_by_hand_keeps_the_rest(
    workbench: Workbench, service: StandIn
) -> None:
    go_on = await begun(workbench, service)
    asked = len(service.requests)
    await workbench.type("for number in numbers:", between=0.1)
    await workbench.press("Enter")  # which indents by itself
    await workbench.until(workbench.ghost, lambda ghost: ghost == "result += number")
    go_on.set()
    await workbench.until(
        workbench.ghost, lambda ghost: ghost == "result += number\n    return result"
    )
    assert len(service.requests) == asked
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == f"{BEFORE}    {WHOLE}"


async def test_what_comes_later_than_a_request_may_wait_shows_all_the_same(
    workbench: Workbench, service: StandIn
) -> None:
    answered = asyncio.Event()
    service.answer = lambda _: held([], answered.is_set, speak("    return a + b"))
    await workbench.edit("calc.py", "def add(a, b):\n    ")
    await workbench.type("ret")
    await until(lambda: service.requests)
    await asyncio.sleep(Settings().completion_deadline + 1)
    assert await workbench.ghost() == ""
    answered.set()
    assert await workbench.wait_for_ghost() == "urn a + b"
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == "def add(a, b):\n    return a + b"
