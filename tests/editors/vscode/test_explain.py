"""Explanations in VS Code: rendered beside the code while the model writes them."""

from __future__ import annotations

import asyncio

from tests.e2e.editor import until
from tests.editors.vscode.workbench import Workbench
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Say, Stall, held, speak
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    return a + b\n"
BEGIN, END = [Say("It adds "), Say("**two numbers** ")], speak("and returns ", "their sum.")


async def test_it_opens_grows_and_is_complete_and_the_focus_stays(
    workbench: Workbench, service: StandIn
) -> None:
    seen = asyncio.Event()
    service.answer = lambda _: held(BEGIN, seen.is_set, END)
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+A")
    await workbench.choose_action("Explain selection")
    begun = await workbench.wait_for_preview("two numbers")
    assert "their sum" not in begun, "it shows before it is complete"
    seen.set()
    whole = await workbench.wait_for_preview("their sum.")
    assert "It adds two numbers and returns their sum." in whole, "it is rendered"
    await workbench.press("End")
    await workbench.type("# still here")
    assert await workbench.save("calc.py") == f"{CODE}# still here"
    assert await workbench.notifications() == []


async def test_a_fast_stream_is_shown_to_its_last_word(
    workbench: Workbench, service: StandIn
) -> None:
    words = [f"word{number} " for number in range(60)]
    service.answer = lambda _: speak("It says\n\n1. ", *words, "and the end.", between=0.05)
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+A")
    await workbench.run("Explain selection")
    await workbench.wait_for_preview("word20")
    await workbench.wait_for_preview("and the end.")


async def test_it_cannot_be_explained_itself_and_closing_it_hangs_up(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: [Say("It adds "), Say("two numbers "), Stall()]
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+A")
    await workbench.run("Explain selection")
    await workbench.wait_for_preview("two numbers")
    (request,) = [each for each in service.requests if each.model == PROSE_MODEL]
    assert request.hung_up_at is None
    await workbench.go_to_tab("Explanation")
    await workbench.run("Explain selection")
    (found,) = await workbench.wait_for_notifications()
    assert "put the cursor into a file" in found
    assert request.hung_up_at is None
    await workbench.close_tab("Explanation")
    await until(lambda: request.hung_up_at)
    assert await workbench.notifications() == [found]
