"""What the status bar of VS Code says about the active file."""

from __future__ import annotations

from typing import Any

import pytest

from tests.editors.vscode.workbench import Workbench

OFF = "switched off for python"


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """With one language off, and a file that no model may see."""
    return {**settings, "glossator.languages": {"python": False}, "glossator.ignore": ["own.js"]}


async def test_it_follows_from_file_to_file(workbench: Workbench) -> None:
    for name in ("calc.py", "calc.js", "own.js"):
        (workbench.folder / name).write_text("total = 1", "utf-8")
    await workbench.open("calc.py")
    await workbench.wait_for_status(OFF)
    await workbench.open("calc.js")
    await workbench.wait_for_status("ready")
    await workbench.open("own.js")
    await workbench.wait_for_status("own.js")
    await workbench.open("calc.py")
    await workbench.wait_for_status(OFF)


async def test_it_follows_the_language_of_a_file(workbench: Workbench) -> None:
    await workbench.edit("calc.py", "total = 1")
    await workbench.wait_for_status(OFF)
    await workbench.choose_language("JavaScript")
    await workbench.wait_for_status("ready")
    await workbench.choose_language("Python")
    await workbench.wait_for_status(OFF)
