"""A workspace folder: its list of files and its index follow the disk."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from unittest.mock import patch

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.index.folder import MANY, WorkspaceFolder
from tests.liveness import LIVENESS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def folder_of(root: Path, *ignored: str) -> WorkspaceFolder:
    made = WorkspaceFolder(root, Ignore([Folder(root, ignored)]), root.parent / "cache")
    read(made, root)
    return made


def read(folder: WorkspaceFolder, root: Path) -> None:
    folder.listing(root / "current.py")
    folder.look(root / "current.py")
    assert folder.indexing is not None
    while folder.indexing.left:
        folder.indexing.read_some()


def names(folder: WorkspaceFolder, root: Path, *words: str) -> list[str]:
    current = Buffer("u", "", "python", 1, root / "current.py", root)
    return [each.declaration.name for each in folder.named_like(words, current)]


def test_all_files_are_indexed(root: Path) -> None:
    (root / "deep/er").mkdir(parents=True)
    (root / "deep/er/a.py").write_text("def find_user(): pass\n")
    (root / "b.go").write_text("func FindUser() {}\n")
    folder = folder_of(root)
    assert names(folder, root, "user") == ["find_user"]


def test_nothing_of_ignored_files_is_indexed(root: Path) -> None:
    (root / "hidden.py").write_text("def hidden_name(): pass\n")
    (root / ".env.py").write_text("def other_name(): pass\n")
    folder = folder_of(root, "hidden.py")
    assert names(folder, root, "name") == []
    folder.close()
    (database,) = (root.parent / "cache").glob("*.sqlite")
    assert b"hidden_name" not in database.read_bytes()


def test_a_file_that_is_ignored_now_is_not_shown_though_it_was_indexed(root: Path) -> None:
    (root / "a.py").write_text("def find_user(): pass\n")
    folder_of(root).close()
    folder = folder_of(root, "a.py")
    assert names(folder, root, "user") == []


def test_secrets_are_not_indexed(root: Path) -> None:
    key = "AKIA" + "QYLPMN5HHHFPZAM2"
    (root / "a.py").write_text(f'aws_key = "{key}"\n')
    folder = folder_of(root)
    assert names(folder, root, "aws_key") == ["aws_key"]
    folder.close()
    (database,) = (root.parent / "cache").glob("*.sqlite")
    assert key.encode() not in database.read_bytes()


def test_what_an_open_file_declares_is_not_taken_from_the_index(root: Path) -> None:
    (root / "a.py").write_text("def find_user(): pass\n")
    folder = folder_of(root)
    folder.outlines.open = {root / "a.py": Buffer("a", "", "python", 1, root / "a.py", root)}
    assert names(folder, root, "user") == []


def test_changes_are_indexed_once_they_are_told(root: Path) -> None:
    (root / "a.py").write_text("def former_name(): pass\n")
    (root / "gone.py").write_text("def gone_name(): pass\n")
    folder = folder_of(root)
    (root / "a.py").write_text("def latter_name(x): pass\n")
    (root / "new.py").write_text("def new_name(): pass\n")
    (root / "gone.py").unlink()
    folder.change([root / each for each in ("a.py", "new.py", "gone.py", "text.txt", ".x/y.py")])
    read(folder, root)
    assert set(names(folder, root, "name")) == {"latter_name", "new_name"}
    assert root / "new.py" in folder.listing(root / "x.py").in_folder(root)


def test_a_change_is_indexed_below_folders_that_a_walk_would_pass_over(tmp_path: Path) -> None:
    root = tmp_path / ".config" / "build"
    root.mkdir(parents=True)
    folder = folder_of(root)
    (root / "new.py").write_text("def new_name(): pass\n")
    folder.change([root / "new.py"])
    read(folder, root)
    assert names(folder, root, "name") == ["new_name"]


def test_changes_are_found_without_being_told(root: Path) -> None:
    (root / "a.py").write_text("def former_name(): pass\n")
    (root / "gone.py").write_text("def gone_name(): pass\n")
    folder_of(root).close()
    (root / "a.py").write_text("def latter_name(x): pass\n")
    (root / "gone.py").unlink()
    assert names(folder_of(root), root, "name") == ["latter_name"]


def test_what_has_not_changed_is_not_read_again(root: Path) -> None:
    (root / "a.py").write_text("def one(): pass\n")
    folder_of(root).close()
    folder = WorkspaceFolder(root, Ignore([]), root.parent / "cache")
    folder.listing(root / "current.py")
    folder.look(root / "current.py")
    assert folder.indexing is not None
    assert folder.indexing.left == 0


def test_without_a_root_there_is_nothing(tmp_path: Path) -> None:
    folder = WorkspaceFolder(None, Ignore([]), tmp_path)
    assert list(folder.listing(tmp_path / "a.py").files()) == []
    folder.change([tmp_path / "a.py"])
    assert names(folder, tmp_path, "one") == []
    folder.close()


def test_many_files_are_read_by_a_process_of_its_own(root: Path) -> None:
    for number in range(MANY):
        (root / f"a{number}.py").write_text(f"def find_user_{number}(): pass\n")
    folder = WorkspaceFolder(root, Ignore([Folder(root)]), root.parent / "cache")
    folder.listing(root / "current.py")
    folder.look(root / "current.py")
    ended = threading.Event()
    assert folder.begin_process(ended.set)
    assert not folder.is_waiting
    assert ended.wait(LIVENESS)
    folder.end_process()
    assert folder.unread == 0
    assert len(names(folder, root, "user")) == MANY
    folder.close()


def test_a_process_that_fails_is_not_started_again(root: Path) -> None:
    for number in range(MANY):
        (root / f"a{number}.py").touch()
    folder = WorkspaceFolder(root, Ignore([Folder(root)]), root.parent / "cache")
    folder.listing(root / "current.py")
    folder.look(root / "current.py")
    ended = threading.Event()
    with patch.object(sys, "executable", sys.executable + ".gone"):
        assert folder.begin_process(ended.set)
    folder.look(root / "current.py")
    assert not folder.is_waiting
    assert names(folder, root, "user") == []
    folder.close()
