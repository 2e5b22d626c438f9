"""What cannot be edited: nothing that would edit it is offered, and no model is asked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.editors.vscode.workbench import Workbench
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    return a + b\n"


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return {**settings, "files.readonlyInclude": {"**/kept.py": True}}


@pytest.mark.parametrize("command", ["Generate docstring", "Edit selection…"])
async def test_a_read_only_file_is_not_edited(
    workbench: Workbench, service: StandIn, command: str
) -> None:
    await workbench.edit("kept.py", CODE)
    await workbench.press("Control+A", "F1")
    box = workbench.page.locator(".quick-input-box input")
    await box.fill(f">Glossator: {command}")
    options = workbench.page.get_by_role("option")
    await expect(options.first).to_be_visible()
    assert not await options.filter(has_text=f"Glossator: {command}").count()
    await workbench.press("Escape", "Control+.")
    await workbench.type("x")
    message = workbench.page.locator(".monaco-editor-overlaymessage")
    await expect(message).to_contain_text("read-only")
    await expect(workbench.page.locator(".action-widget")).to_have_count(0)
    assert not any("def add" in request.prompt for request in service.requests)
