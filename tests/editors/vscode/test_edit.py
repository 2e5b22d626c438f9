"""Edits by an instruction in VS Code: it asks for a line, and the new text grows in the buffer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import Say, held, speak
from tests.standin.server import StandIn

CODE = "def area(r):\n    return r * r\n"
INSTRUCTION = "Make it the area of a circle."
BEGIN = [Say("```python\n"), Say("def area(radius):\n"), Say("    square = radius**2\n")]
REST = speak("    return 3.14159 * square\n", "```\n")
OWN = {"title": "Shorten", "prompt": "Make this shorter:\n{selection}"}
WANTED = "def area(radius):\n    square = radius**2\n    return 3.14159 * square\n"


def is_whole(text: str) -> bool:
    """Whether the new text is complete and the old one gone."""
    return "3.14159" in text and "r * r" not in text


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """With an action of the user's own."""
    return {**settings, "glossator.actions": [OWN]}


async def begin(workbench: Workbench, service: StandIn) -> asyncio.Event:
    """Ask for the edit and see its first lines; the rest comes once the event is set."""
    seen = asyncio.Event()
    service.answer = lambda _: held(BEGIN, seen.is_set, REST)
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+A")
    await workbench.run("Edit selection…")
    await workbench.answer(INSTRUCTION, title="Edit selection")
    await workbench.until(workbench.text, lambda text: "square = radius**2" in text)
    return seen


async def test_it_asks_for_the_instruction_and_streams_into_one_undo_step(
    workbench: Workbench, service: StandIn
) -> None:
    seen = await begin(workbench, service)
    assert "3.14159" not in await workbench.text(), "it shows before it is complete"
    seen.set()
    await workbench.until(workbench.text, is_whole)
    await workbench.wait_for_status("ready")
    assert await workbench.save("calc.py") == WANTED
    assert any(request.prompt.endswith(INSTRUCTION) for request in service.requests)
    await workbench.press("Control+Z")
    assert await workbench.save("calc.py") == CODE


async def test_it_is_one_undo_step_also_when_it_is_saved_meanwhile(
    workbench: Workbench, service: StandIn
) -> None:
    seen = await begin(workbench, service)
    assert "square = radius**2" in await workbench.save("calc.py")
    seen.set()
    await workbench.until(workbench.text, is_whole)
    await workbench.wait_for_status("ready")
    assert await workbench.save("calc.py") == WANTED
    await workbench.press("Control+Z")
    assert await workbench.save("calc.py") == CODE


async def test_who_gives_no_instruction_has_cancelled(
    workbench: Workbench, service: StandIn
) -> None:
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+A")
    await workbench.run("Edit selection…")
    await workbench.dismiss(title="Edit selection")
    await workbench.type("x")
    assert await workbench.save("calc.py") == "x"
    assert not any("```" in request.prompt for request in service.requests)
    assert await workbench.notifications() == []


async def test_an_action_of_the_user_s_own_is_run_from_the_palette(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak(f"```python\n{WANTED}```\n")
    await workbench.edit("calc.py", CODE)
    await workbench.press("Control+A")
    await workbench.run("Run my action…")
    await workbench.take_action("Shorten")
    await workbench.until(workbench.text, is_whole)
    await workbench.wait_for_status("ready")
    assert await workbench.save("calc.py") == WANTED
    assert any("Make this shorter:" in request.prompt for request in service.requests)
