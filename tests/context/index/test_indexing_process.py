"""The process that reads many files into an index, with its own ending and with others."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from glossator.context.ignore import Folder, Ignore
from glossator.context.index.indexing_process import IndexingProcess
from glossator.context.index.store import LARGEST, Store
from tests.liveness import LIVENESS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def begun(
    root: Path, *files: str, ignored: tuple[str, ...] = ()
) -> tuple[IndexingProcess, Callable[[], bool]]:
    """A process that reads files, and a wait for its end."""
    ended = threading.Event()
    ignore = Ignore([Folder(root, ignored)])
    paths = [root / file for file in files]
    process = IndexingProcess(root, root.parent / "cache", ignore, paths, ended.set)
    return process, lambda: ended.wait(LIVENESS)


def test_files_are_read_and_what_no_model_may_see_is_not(root: Path) -> None:
    (root / "a.py").write_text("def find_user(): pass\n")
    (root / "hidden.py").write_text("def find_hidden_user(): pass\n")
    process, ended = begun(root, "a.py", "hidden.py", "gone.py", ignored=("hidden.py",))
    assert ended()
    assert (process.left, process.failed) == (0, False)
    store = Store(root.parent / "cache", root)
    assert [each.declaration.name for each in store.like(["user"], "python", 10)] == ["find_user"]
    assert set(store.stamps()) == {"a.py", "hidden.py"}
    store.close()


def test_one_that_has_no_place_to_write_to_has_failed(root: Path) -> None:
    (root / "a.py").write_text("def find_user(): pass\n")
    (root.parent / "cache").write_text("a file")
    process, ended = begun(root, "a.py")
    assert ended()
    assert (process.left, process.failed) == (0, True)


def test_one_whose_index_is_full_has_not_failed(root: Path) -> None:
    for number in range(3):
        (root / f"{number}.py").write_text("def find_user(): pass\n")
    Store(root.parent / "cache", root).close()
    (index,) = (root.parent / "cache").glob("*.sqlite")
    os.truncate(index, LARGEST + 1)  # it takes no place on the disk
    process, ended = begun(root, "0.py", "1.py", "2.py")
    assert ended()
    assert (process.left, process.failed) == (0, False)
    store = Store(root.parent / "cache", root)
    assert store.is_full and not store.is_broken and store.stamps() == {}
    store.close()


def test_one_that_is_ended_has_failed(root: Path) -> None:
    process, ended = begun(root, *(f"{number}.py" for number in range(100)))
    process.stop()
    assert ended()
    assert (process.left, process.failed) == (0, True)
