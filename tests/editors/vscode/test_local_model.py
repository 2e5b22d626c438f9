"""The real local model behind VS Code: it is fetched, loads, writes, and ends with the editor."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossator.models.local import catalogue
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import STATUS, window
from tests.hub import Hub, running_hub
from tests.models.local.test_process import is_gone, small_model

NAME = "qwen2.5-coder-0.5b"
BEFORE = "def mean(numbers):\n    return sum(numbers) / len("


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Gives the small model under the name of a larger one."""
    model = catalogue.known(NAME)
    with running_hub({f"{model.repository}/{model.file}": small_model().read_bytes()}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


@pytest.mark.timeout(600)
async def test_ghost_text_a_docstring_an_explanation_and_the_end(
    tmp_path: Path, project: Path, vscode: VSCodeServer, hub: Hub
) -> None:
    (project / "mean.py").write_text(f"{BEFORE}numbers)\n", "utf-8")
    own = VSCodeServer(tmp_path / "vscode")
    own.use_extensions_of(vscode)
    own.set({"glossator.baseUrl": "http://127.0.0.1:9"})
    with own.running():
        async with window(own, project) as workbench:
            await workbench.wait_for_status("127.0.0.1")
            await workbench.choose("Use a local model…", NAME)
            await workbench.wait_for_status("ready")
            assert "Glossator: Loading the local model" in await workbench.statuses()

            await workbench.page.locator(STATUS).click()
            found = workbench.page.get_by_placeholder(
                "the local model is too small to write others"
            )
            await found.wait_for()
            await workbench.press("Escape")

            await workbench.edit("calc.py", BEFORE)
            await workbench.type("n")
            ghost = await workbench.wait_for_ghost()
            await workbench.press("Tab")
            saved = await workbench.save("calc.py")
            assert saved.startswith(f"{BEFORE}n{ghost.splitlines()[0]}")

            await workbench.open("mean.py")
            await workbench.go_to(1, 6)
            await workbench.choose_action("Generate docstring")
            await workbench.until(workbench.text, lambda text: text.count('"""') == 2)
            await workbench.wait_for_status("ready")
            (function,) = ast.parse(await workbench.save("mean.py")).body
            assert isinstance(function, ast.FunctionDef)
            assert ast.get_docstring(function)

            await workbench.press("Control+A")
            await workbench.choose_action("Explain selection")
            await workbench.wait_for_preview(NAME)
            await workbench.wait_for_status("ready")
            found = await workbench.previews()
            assert max(len(text.split()) for text in found) > 15
            assert await workbench.notifications() == []
        servers = own.glossators()
        models = [child for server in servers for child in own.children(server)]
        assert servers
        assert models
        own.kill()
        async with asyncio.timeout(5):
            while not all(map(is_gone, (*servers, *models))):
                await asyncio.sleep(0.05)
