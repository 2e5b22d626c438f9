"""The button of VS Code's source control view writes a message for what is staged."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.actions.commit.repositories import repository, stage
from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import speak
from tests.standin.server import StandIn

MESSAGE = ("Add a price list\n", "\nThe shop needs one.\n")


@pytest.fixture
def project(project: Path) -> Path:
    """A repository of git, with nothing staged."""
    return repository(project, subjects=("Begin the shop",))


async def press_button(workbench: Workbench) -> None:
    """Open the view and press the button in its title."""
    await workbench.press("Control+Shift+G")
    await workbench.page.get_by_role("button", name="Write the commit message").first.click()


async def test_it_goes_into_the_box_of_the_view(workbench: Workbench, service: StandIn) -> None:
    service.answer = lambda _: speak(*MESSAGE)
    stage(workbench.folder, prices__py="PRICES = [1, 2]\n")
    await press_button(workbench)
    box = workbench.page.locator(".scm-input .view-lines")
    await expect(box).to_contain_text("Add a price list".replace(" ", "\xa0"))
    await expect(box).to_contain_text("The shop needs one.".replace(" ", "\xa0"))
    (request,) = service.allowed
    assert "PRICES = [1, 2]" in request.prompt


async def test_nothing_is_asked_where_nothing_is_staged(
    workbench: Workbench, service: StandIn
) -> None:
    (workbench.folder / "prices.py").write_text("PRICES = []\n")
    await press_button(workbench)
    (sentence,) = await workbench.wait_for_notifications()
    assert "Nothing is staged" in sentence
    assert not service.allowed
