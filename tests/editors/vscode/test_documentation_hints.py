"""A hint on documentation that differs from its signature, and its quick fix, in VS Code."""

from __future__ import annotations

from playwright.async_api import expect

from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import speak
from tests.standin.server import StandIn

HEAD = 'def add(a, b):\n    """Add numbers.\n\n    Args:\n        a: The first.\n'
TAIL = '    """\n    return a + b\n'
ADDED = "        b: The second.\n"


async def test_it_shows_and_its_fix_adds_what_is_missing(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak("Add numbers.\n", "a: The first.\n", "b: The second.\n")
    await workbench.edit("calc.py", HEAD + TAIL)
    hints = workbench.page.locator(".view-overlays .squiggly-hint")
    await expect(hints).to_have_count(1)
    assert not service.requests, "no model is asked for a hint"
    await workbench.go_to(1, 2)
    await workbench.press("Control+K", "Control+I")
    hover = workbench.page.locator(".monaco-hover", has_text="is missing")
    await expect(hover.first).to_contain_text("b")
    await workbench.press("Escape")
    await workbench.choose_action("Update the documentation")
    await workbench.until(workbench.text, lambda text: "b: The second." in text)
    await workbench.wait_for_status("ready")
    assert await workbench.save("calc.py") == HEAD + ADDED + TAIL
    await expect(hints).to_have_count(0)
