"""Real files, documented by a canned model: no tree changes, and nothing crashes.

The files are this repository's own and those of its pinned dependencies; `make corpus` takes what
a machine has.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from tests.actions.docstring.harm import ENDINGS, document_some

REPOSITORY = Path(__file__).parents[3]
INSTALLED = Path(sysconfig.get_path("purelib"))
FOLDERS = {
    "python": [
        *(REPOSITORY / folder for folder in ("server", "tests", "bench", "tools")),
        *(INSTALLED / package for package in ("click", "pygls", "rich", "tomlkit")),
    ],
    "typescript": [REPOSITORY / "editors/vscode/src"],
    "lua": [REPOSITORY / "editors/neovim"],
}
MOST = 60


@pytest.mark.parametrize("language", FOLDERS)
async def test_no_real_file_is_harmed(language: str) -> None:
    endings = {ending for ending, known in ENDINGS.items() if known == language}
    found = [
        sorted(path for path in folder.rglob("*") if path.suffix in endings)
        for folder in FOLDERS[language]
    ]
    assert all(found)
    files = [path for paths in found for path in paths]
    report = await document_some(files[:: max(1, len(files) // MOST)], language)
    assert report.definitions >= len(found)
    assert not report.harm
    assert not report.refused
