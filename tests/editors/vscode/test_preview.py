"""A large edit is shown in VS Code's diff editor before it is made."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import fenced
from tests.standin.server import StandIn

OLD = "def f():\n" + "".join(f"    a.step_{n}()\n" for n in range(45))
NEW = OLD.replace("a.step", "a.stage")


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return {**settings, "glossator.previewEdits": "large"}


async def ask(workbench: Workbench, service: StandIn) -> None:
    """Ask for the edit of the whole file and see what it would change."""
    service.answer = lambda _: fenced(NEW)
    await workbench.edit("calc.py", OLD)
    await workbench.press("Control+A")
    await workbench.run("Edit selection…")
    await workbench.answer("call them stages", title="Edit selection")
    diff = workbench.page.locator(".monaco-diff-editor")
    await expect(diff.locator(".editor.modified")).to_contain_text("a.stage_")
    await expect(diff.locator(".editor.original")).to_contain_text("a.step_")
    assert (workbench.folder / "calc.py").read_text() == OLD


async def decided(workbench: Workbench) -> str:
    """What the file holds once the diff is gone."""
    await workbench.wait_for_status("ready")
    await expect(workbench.page.locator(".tab")).to_have_count(1)
    await workbench.page.locator(".editor-instance .view-lines").first.click()
    return await workbench.save("calc.py")


@pytest.mark.parametrize("way", ["key", "button"])
async def test_it_is_made_when_the_user_agrees_and_undone_at_once(
    workbench: Workbench, service: StandIn, way: str
) -> None:
    await ask(workbench, service)
    if way == "key":
        await workbench.press("Control+Enter")
    else:
        await workbench.page.get_by_role("button", name="Make this edit").click()
    assert await decided(workbench) == NEW
    await workbench.press("Control+Z")
    assert await workbench.save("calc.py") == OLD


@pytest.mark.parametrize("way", ["closing", "button"])
async def test_nothing_is_changed_when_they_do_not(
    workbench: Workbench, service: StandIn, way: str
) -> None:
    await ask(workbench, service)
    if way == "closing":
        await workbench.page.locator(".tab.active").click(button="middle")
    else:
        await workbench.page.get_by_role("button", name="Leave this edit").click()
    assert await decided(workbench) == OLD
    assert await workbench.notifications() == []
