"""When something is wrong, VS Code says it once, and says what to do."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import Workbench, window
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    "
QUIET = 1.0
"""Seconds in which a second message would have come."""


async def test_a_wrong_key_is_told_once_and_the_right_one_sets_it_right(
    vscode: VSCodeServer, project: Path, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a + b")
    vscode.set({"glossator.baseUrl": service.base_url})
    async with window(vscode, project) as workbench:
        await workbench.wait_for_status("key")
        assert await workbench.notifications() == []
        await workbench.edit("calc.py", CODE)
        await workbench.type("ret", between=0.3)
        (found,) = await workbench.wait_for_notifications()
        assert "key" in found
        await asyncio.sleep(QUIET)
        assert await workbench.notifications() == [found]
        await workbench.press_button("What to do…")
        await workbench.pick("Set API key…")
        await workbench.answer(service.key)
        await workbench.wait_for_status("ready")
        await workbench.type("u")
        assert await workbench.wait_for_ghost() == "rn a + b"
    assert service.key not in (vscode.folder / "User" / "settings.json").read_text()


async def test_a_service_that_is_down_is_told_once_and_forgotten_when_it_is_up(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a + b")
    await service.stop()
    await workbench.edit("calc.py", CODE)
    await workbench.type("ret", between=0.3)
    await workbench.wait_for_status("127.0.0.1")
    (found,) = await workbench.wait_for_notifications()
    assert "127.0.0.1" in found
    await service.start()
    while not await workbench.ghost():  # a service that was down is left alone for a moment
        await workbench.press("Backspace")
        await workbench.type("t")
        await asyncio.sleep(QUIET)
    assert await workbench.ghost() == "urn a + b"
    await workbench.wait_for_status("ready")
    assert await workbench.notifications() == [found]


async def test_a_command_that_fails_says_why_once(workbench: Workbench, service: StandIn) -> None:
    await workbench.edit("calc.py", CODE)
    await service.stop()
    await workbench.go_to(1, 6)
    await workbench.run("Generate docstring")
    (found,) = await workbench.wait_for_notifications()
    assert "127.0.0.1" in found
    await asyncio.sleep(QUIET)
    assert await workbench.notifications() == [found]


async def test_an_explanation_that_fails_says_why_on_its_page_alone(
    workbench: Workbench, service: StandIn
) -> None:
    await workbench.edit("calc.py", CODE)
    await service.stop()
    await workbench.run("Explain selection")
    assert "127.0.0.1" in await workbench.wait_for_preview("No connection")
    await asyncio.sleep(QUIET)
    assert await workbench.notifications() == []


async def test_a_killed_server_is_told_and_started_again(
    workbench: Workbench, service: StandIn, vscode: VSCodeServer
) -> None:
    service.answer = lambda _: speak("    return a + b")
    (server,) = vscode.glossators()
    os.kill(server, signal.SIGKILL)
    (found,) = await workbench.wait_for_notifications()
    assert "started again" in found
    await workbench.wait_for_status("ready")
    await workbench.edit("calc.py", CODE)
    await workbench.type("ret")
    assert await workbench.wait_for_ghost() == "urn a + b"
    (another,) = vscode.glossators()
    assert another != server
