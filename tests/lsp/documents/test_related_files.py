"""Which of the open documents are read for the one at the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from glossator.context.ignore import Ignore
from glossator.context.steady import PromptWindow
from glossator.context.workspace import Workspace
from glossator.lsp.documents.documents import Documents
from glossator.lsp.documents.related_files import OPEN_FILES, read_beside
from glossator.settings import FolderSettings, Loaded, Settings

CURRENT = "file:///p/current.py"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = Workspace(Ignore([]))
    yield made
    made.close()


def opened(*languages: str) -> Documents:
    """Documents that define `f0`, `f1`, …, opened in this order, and then the current one."""
    documents = Documents(None)
    for at, language in enumerate(languages):
        item = types.TextDocumentItem(f"file:///p/a{at}.py", language, 1, f"def f{at}(): pass\n")
        documents.put_text_document(item)
    documents.put_text_document(types.TextDocumentItem(CURRENT, "python", 1, ""))
    return documents


def shown(workspace: Workspace, documents: Documents, **settings: Any) -> list[str]:
    """The names that a prompt shows of the other documents."""
    loaded = Loaded(folders=(FolderSettings(Path("/p"), Settings(**settings)),))
    read_beside(CURRENT, documents, loaded, workspace)
    asyncio.run(workspace.settled())
    text = "\n".join(text for _, text in workspace.excerpts(CURRENT, PromptWindow("", ""), 10_000))
    return [f"f{at}" for at in range(100) if f"def f{at}()" in text]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["f0", "f1"]),
        ({"context": "openFiles"}, ["f0", "f1"]),
        ({"context": "off"}, []),
        ({"context_languages": {"python": False}}, []),
        ({"languages": {"python": False}}, []),
    ],
)
def test_the_settings_say_what_is_read(
    workspace: Workspace, settings: Any, expected: list[str]
) -> None:
    assert shown(workspace, opened("python", "python"), **settings) == expected


def test_of_many_documents_those_touched_last_are_read(workspace: Workspace) -> None:
    documents = opened(*["python"] * (OPEN_FILES + 3))
    documents.touch("file:///p/a1.py")
    expected = ["f1", *(f"f{at}" for at in range(4, OPEN_FILES + 3))]
    assert shown(workspace, documents) == expected
