"""Tests inside VS Code's extension host, for what typed keys cannot see: editors/vscode/test."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.editor import until
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window
from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Say, Script, held, speak
from tests.standin.server import Request, StandIn
from tools.docs import ROOT

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage

TESTS = ROOT / "editors" / "vscode" / "test" / "index.js"
DOCSTRING = (
    *("Add two numbers.\n", "a: The first of them.\n"),
    *("b: The second.\n", "returns: Their sum.\n"),
)
BEGIN = (Say("It counts "), Say("**the names**"), Say(", "))
REST = speak("each ", "of ", "them ", "once.")
SEEN = "seen"
"""The file that they write when they have seen the begin of the explanation."""
INSTRUCTION = "Add them up."
EDIT = ("```python\n", 'family = "👩\u200d👩\u200d👧漢字e\u0301"; total = 3  # 👧\n', "```\n")
GHOST = "print(names)"
NEXT = "user.name", "user.name if user else None"


def sensible(project: Path, request: Request) -> Script:
    """What the tests inside expect of the models."""
    if request.model == PROSE_MODEL:
        return held(BEGIN, (project / SEEN).exists, REST)
    _, asks, block = request.prompt.partition("=== The block to update ===\n")
    if asks:
        return speak(f"```python\n{block.strip().replace(*NEXT)}\n```\n")
    if wants_docstring(request):
        return speak(*DOCSTRING, between=0.1)
    return speak(*EDIT) if INSTRUCTION in request.prompt else speak(GHOST)


@pytest.fixture
def testing(vscode: VSCodeServer, tmp_path: Path) -> Iterator[VSCodeServer]:
    """A server whose windows run tests."""
    server = VSCodeServer(tmp_path / "testing", testing=True)
    server.use_extensions_of(vscode)
    with server.running():
        yield server


async def test_inside_the_extension_host(
    testing: VSCodeServer, project: Path, service: StandIn
) -> None:
    service.answer = partial(sensible, project)
    testing.set({"glossator.baseUrl": service.base_url})
    remote = testing.url.replace("http", "vscode-remote", 1).rstrip("/")
    payload = [
        ("extensionDevelopmentPath", f"{remote}{testing.extension}"),
        ("extensionTestsPath", f"{remote}{TESTS}"),
    ]
    failures: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and str(TESTS.parent) in message.text:
            failures.append(message.text)

    async with window(testing, project, payload=payload) as workbench:
        workbench.page.on("console", listen)
        origin = service.base_url.removesuffix("/v1")
        for key, status in ((service.key, "ready"), ("", "key"), (service.key, "ready")):
            await workbench.enter(key, title=f"The API key of {origin}")
            await workbench.wait_for_status(status)
        code = await workbench.until(
            lambda: workbench.page.evaluate("window.exitCode"), lambda code: code is not None
        )
        assert code == 0, failures[-1] if failures else "see VS Code's console"
        await until(lambda: not testing.glossators())  # deactivated, the extension ends its server
