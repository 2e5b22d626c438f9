"""What the others test, in the oldest VS Code that the manifest admits, and in a code-server."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.editors.vscode.install import OLDEST, VSIX, chromium
from tests.editors.vscode.server import OldestCodeServer, VSCodeServer
from tests.editors.vscode.test_docstring import (
    test_one_undo_takes_back_the_docstring_and_nothing_typed_meanwhile,
)
from tests.editors.vscode.test_explain import (
    test_it_opens_grows_and_is_complete_and_the_focus_stays,
)
from tests.editors.vscode.test_ghost_text import (
    test_a_block_grows_while_it_shows,
    test_a_block_that_comes_fast_shows_whole,
    test_one_line_shows_and_tab_accepts,
)
from tools.manifest import manifest

__all__ = [
    "test_a_block_grows_while_it_shows",
    "test_a_block_that_comes_fast_shows_whole",
    "test_it_opens_grows_and_is_complete_and_the_focus_stays",
    "test_one_line_shows_and_tab_accepts",
    "test_one_undo_takes_back_the_docstring_and_nothing_typed_meanwhile",
]


@pytest.fixture(scope="module")
def vscode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VSCodeServer]:
    """Takes the place of the new one in the tests above."""
    assert chromium() is not None, "run `make editors`"
    server = OldestCodeServer(tmp_path_factory.mktemp("oldest"))
    server.install(VSIX)
    with server.running():
        yield server


def test_it_is_the_oldest_that_the_manifest_admits() -> None:
    version = json.loads((OLDEST.vscode / "package.json").read_text("utf-8"))["version"]
    assert manifest()["engines"] == {"vscode": f"^{version}"}
