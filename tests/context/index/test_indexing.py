"""In what order files are read into the index, and how much at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.ignore import Ignore
from glossator.context.index import indexing as module
from glossator.context.index.indexing import Indexing
from glossator.context.index.listing import walk
from glossator.context.index.outlines import Outlines
from glossator.context.index.store import Store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "work"
    root.mkdir()
    for name in "abc":
        (root / f"{name}.py").write_text(f"def {name}_name(): pass\n")
    return root


@pytest.fixture
def store(tmp_path: Path, root: Path) -> Store:
    return Store(tmp_path / "cache", root)


@pytest.fixture
def indexing(root: Path, store: Store) -> Indexing:
    return Indexing(root, store, Outlines(root, Ignore([])))


def test_what_is_most_useful_is_read_first(
    root: Path, store: Store, indexing: Indexing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SLICE", -1)
    indexing.look(walk(root), [root / "c.py"])
    assert (indexing.left, indexing.total) == (3, 3)
    indexing.read_some()
    assert list(store.stamps()) == []  # no time, no file
    indexing.change(root / "b.py")
    monkeypatch.setattr(module, "SLICE", 5)
    indexing.read_some()
    assert list(store.stamps()) == ["b.py", "c.py", "a.py"]
    assert indexing.left == 0


def test_a_file_that_vanishes_before_it_is_read_is_passed_over(
    root: Path, store: Store, indexing: Indexing
) -> None:
    indexing.look(walk(root))
    (root / "a.py").unlink()
    indexing.read_some()
    assert set(store.stamps()) == {"b.py", "c.py"}


def test_a_file_that_is_not_read_is_not_looked_at_again(
    root: Path, store: Store, indexing: Indexing
) -> None:
    (root / "large.py").write_text("x = 1\n" * 100_000)
    indexing.look(walk(root))
    while indexing.left:
        indexing.read_some()
    indexing.look(walk(root))
    assert indexing.left == 0
    assert "large.py" in store.stamps()


def test_a_full_index_ends_the_reading(
    root: Path, indexing: Indexing, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.look(walk(root))
    monkeypatch.setattr(Store, "is_full", True)
    indexing.read_some()
    assert indexing.left == 0


def test_what_is_read_for_the_index_takes_no_memory(root: Path, store: Store) -> None:
    outlines = Outlines(root, Ignore([]))
    indexing = Indexing(root, store, outlines)
    indexing.look(walk(root))
    indexing.read_some()
    assert len(store.stamps()) == 3
    assert not outlines._kept
