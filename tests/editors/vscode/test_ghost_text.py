"""Ghost text in VS Code: it shows while one types, and Tab puts it into the file."""

from __future__ import annotations

from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import speak
from tests.standin.server import StandIn


async def test_one_line_shows_and_tab_accepts(workbench: Workbench, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    (workbench.folder / "calc.py").write_text("def add(a, b):\n    ")
    await workbench.open("calc.py")
    await workbench.type("ret")
    assert await workbench.wait_for_ghost() == "urn a + b"
    await workbench.press("Tab")
    assert await workbench.save("calc.py") == "def add(a, b):\n    return a + b"
