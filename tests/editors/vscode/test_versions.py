"""VS Code's extension and a server of another release: the older is named, and ghost text comes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.editors.vscode.workbench import Workbench
from tests.standin.scripts import speak
from tests.standin.server import StandIn

SERVER = """#!{python}
import sys
import glossator
glossator.__version__ = "{version}"
from glossator.cli import main
sys.exit(main())
"""
OLDER = {
    "99.1.0": "The editor's part of Glossator (0.1) is older than its server (99.1.0)",
    "0.0.9": "Glossator's server (0.0.9) is older than the editor's part (0.1)",
}


@pytest.fixture(params=OLDER)
def release(request: pytest.FixtureRequest) -> str:
    """What the server says that it is."""
    return str(request.param)


@pytest.fixture
def settings(settings: dict[str, Any], release: str, tmp_path: Path) -> dict[str, Any]:
    """With a server of that release."""
    server = tmp_path / "glossator"
    server.write_text(SERVER.format(python=sys.executable, version=release))
    server.chmod(0o755)
    return {**settings, "glossator.command": str(server)}


async def test_the_older_is_named_once_and_ghost_text_comes(
    release: str, workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak("return a + b")
    (said,) = await workbench.wait_for_notifications()
    assert OLDER[release] in said
    await workbench.dismiss_notifications()
    await workbench.edit("calc.py", "def add(a, b):\n    ")
    await workbench.go_to(2, 5)
    await workbench.type("r")
    await workbench.wait_for_ghost("eturn a + b")
    assert await workbench.notifications() == [], "told once"
