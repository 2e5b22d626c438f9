"""From the first start of VS Code to a model: what is offered, once, and what it opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import Workbench, window
from tests.standin.server import StandIn


@pytest.fixture
def refused(vscode: VSCodeServer, service: StandIn) -> Iterator[None]:
    """VS Code holds no setting, and what answers wants a key that nobody has set."""
    vscode.set({})
    file = vscode.home / "config" / "glossator" / "glossator.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'baseUrl = "{service.base_url}"\n')
    yield
    file.unlink()


@pytest.mark.usefixtures("refused")
async def test_a_first_start_without_a_model_offers_one(
    vscode: VSCodeServer, project: Path
) -> None:
    async with window(vscode, project) as workbench:
        await workbench.wait_for_status("key")
        (found,) = await workbench.wait_for_notifications()
        assert "no model yet" in found
        await workbench.press_button("Set up…")
        await opens_the_proposals(workbench)


async def test_it_is_in_the_menu(workbench: Workbench) -> None:
    assert await workbench.notifications() == []
    await workbench.choose("Set up…")
    await opens_the_proposals(workbench)


async def opens_the_proposals(workbench: Workbench) -> None:
    """A terminal of its name is open, in which `glossator setup` asks."""
    tab = workbench.page.get_by_text("Glossator setup").first
    await expect(tab).to_be_visible(timeout=30_000)
