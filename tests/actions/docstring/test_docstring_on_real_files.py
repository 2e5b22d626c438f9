"""Real files, documented by a canned model: no tree changes, and nothing crashes.

The files are this repository's own and those of its pinned dependencies; `make corpus` takes what
a machine has.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.plan import plan_for
from glossator.context.buffer import Buffer
from glossator.syntax.documentable import documentables
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import states
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


UPDATED = {
    "python": [INSTALLED / package for package in ("click", "pygls", "rich", "tomlkit", "openai")],
    "typescript": [REPOSITORY / "editors/vscode/src"],
    "lua": [REPOSITORY / "editors/neovim"],
}
MOST_UPDATED = 150


@pytest.mark.parametrize("language", UPDATED)
async def test_an_update_of_real_documentation_loses_no_line(language: str) -> None:
    """The answer tells the same summary, and nothing else."""
    endings = {ending for ending, known in ENDINGS.items() if known == language}
    paths = [p for folder in UPDATED[language] for p in sorted(folder.rglob("*"))]
    files = [path for path in paths if path.suffix in endings]
    updated, lost = 0, []
    for path in files[:: max(1, len(files) // MOST)]:
        text = path.read_bytes().decode("utf-8")
        buffer = Buffer(path.as_uri(), text, language, 1)
        for subject in documentables(text, language):
            made = plan_for(buffer, subject, "auto") if subject.docstring is not None else None
            if made is None or made.existing is None or updated >= MOST_UPDATED:
                continue
            updated += 1
            source = text[slice(*made.replace)]
            result = [
                e.prose for e in made.existing.parsed.of(Topic.SUMMARY) if e.prose is not None
            ]
            texts = made.existing.source.texts
            summary = " ".join(result[0].of(texts).split()) if result else "Does it."
            (state,) = await states(buffer, made, CannedModel(summary, 1000))
            missing = [line for line in source.split("\n") if line.strip() and line not in state]
            lost += [(path.name, subject.name, line) for line in missing if result]
    assert updated
    assert not lost
