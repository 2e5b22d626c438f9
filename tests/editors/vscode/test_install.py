"""The package in a VS Code that never saw the repository: it installs its own server, if asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.editors.vscode.install import VSIX
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window
from tests.standin.scripts import speak
from tests.standin.server import StandIn

LARGEST = 600_000
"""Bytes of the package: a quarter of it is the client’s own script, the rest the server."""
QUIET = 2.0
"""Seconds in which a question would have come."""


def test_the_package_is_small() -> None:
    assert VSIX.stat().st_size < LARGEST


@pytest.mark.timeout(600)
async def test_it_offers_to_install_the_server_and_then_works(
    tmp_path: Path, project: Path, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a + b")
    own = VSCodeServer(tmp_path / "vscode")
    own.install(VSIX)
    own.set(
        {
            "glossator.baseUrl": service.base_url,
            "glossator.apiKeyCommand": f"echo {service.key}",
        }
    )
    with own.running(glossator_on_path=False):
        async with window(own, project) as workbench:
            await workbench.wait_for_status("not installed")
            (asked,) = await workbench.wait_for_notifications()
            assert "Install it" in asked
            await workbench.dismiss_notifications()
            assert own.glossators() == []
        async with window(own, project) as workbench:
            await workbench.wait_for_status("not installed")
            await asyncio.sleep(QUIET)
            assert await workbench.notifications() == [], "who has said no is not asked again"
            await workbench.choose("Install the server")
            await workbench.press_button("Install")
            while "ready" not in await workbench.status():
                await asyncio.sleep(0.5)
            await workbench.edit("calc.py", "def add(a, b):\n    ")
            await workbench.type("ret")
            assert await workbench.wait_for_ghost() == "urn a + b"
            assert all(str(own.folder) in program for program in own.programs())
