"""The index on disk: what it is asked, what it forgets, and what is wrong with a disk."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from glossator.context.index import store as module
from glossator.context.index.store import Stamp, Store
from glossator.syntax.outline import outline

if TYPE_CHECKING:
    import pytest

ROOT = Path("/work/project")
NOW = Stamp(1, 2)


def store_in(place: Path) -> Store:
    return Store(place, ROOT)


def put(store: Store, path: str, text: str, stamp: Stamp = NOW) -> None:
    store.put(path, stamp, "python", outline(text, "python"))


def names(store: Store, *words: str, family: str = "python") -> list[str]:
    return [each.declaration.name for each in store.like(words, family, 10)]


def test_what_was_entered_is_found_by_parts_of_its_name(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "a.py", "def read_user_name(x: int): pass\ndef other(): pass\n")
    put(store, "b.py", "class Reader:\n    def user(self): pass\n")
    assert names(store, "userName")[0] == "read_user_name"
    assert set(names(store, "user")) == {"read_user_name", "user"}
    assert names(store, "user", family="go") == names(store, "nothing") == names(store) == []
    found = next(each for each in store.like(["user"], "python", 2) if each.declaration.owner)
    assert (found.path, found.declaration.owner) == ("b.py", "Reader")
    assert found.declaration.signature == "def user(self)"


def test_a_file_that_is_entered_again_or_removed_is_found_no_more(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "a.py", "def former(): pass\n")
    put(store, "a.py", "def latter(): pass\n", Stamp(2, 2))
    put(store, "b.py", "def third(): pass\n")
    store.remove(["b.py", "never.py"])
    assert names(store, "former") == []
    assert names(store, "third") == []
    assert names(store, "latter") == ["latter"]
    assert store.stamps() == {"a.py": Stamp(2, 2)}


def test_it_outlives_the_process(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "a.py", "def kept(): pass\n")
    store.close()
    assert names(store_in(tmp_path), "kept") == ["kept"]


def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    place = tmp_path / "glossator/index"
    store_in(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_workspaces_have_indexes_of_their_own(tmp_path: Path) -> None:
    put(store_in(tmp_path), "a.py", "def one(): pass\n")
    assert names(Store(tmp_path, Path("/work/other")), "one") == []


def test_only_those_used_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORKSPACES", 2)
    for name in "abc":
        Store(tmp_path, Path(name)).close()
    assert len(list(tmp_path.glob("*.sqlite"))) == 2


def test_an_index_of_another_version_or_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "a.py", "def one(): pass\n")
    store.close()
    (file,) = tmp_path.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    store = store_in(tmp_path)
    assert store.stamps() == {}
    store.close()
    file.write_bytes(b"no database" * 1_000)
    store = store_in(tmp_path)
    put(store, "a.py", "def one(): pass\n")
    assert names(store, "one") == ["one"]


def test_damage_while_it_is_used_costs_context_and_is_no_error(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "a.py", "def one(): pass\n")
    assert store._connection is not None
    store._connection.execute("DROP TABLE declared")
    assert names(store, "one") == []
    put(store, "b.py", "def two(): pass\n")
    assert store.is_full
    assert store.stamps() == {}
    store.close()


def test_a_disk_that_is_full_costs_context_and_is_no_error(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    assert store._connection is not None
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    put(store, "a.py", "".join(f"def name_{number}(): pass\n" for number in range(500)))
    assert store.is_full
    assert names(store, "name") == []
    store.close()
    again = store_in(tmp_path)
    put(again, "b.py", "def two(): pass\n")
    assert names(again, "two") == ["two"]


def test_a_place_that_cannot_be_written_to_has_no_index(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    store = store_in(tmp_path / "index")
    put(store, "a.py", "def one(): pass\n")
    assert store.is_full
    assert names(store, "one") == []


def test_a_full_index_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_in(tmp_path)
    assert not store.is_full
    monkeypatch.setattr(module, "LARGEST", 1)
    assert store.is_full


def test_words_that_many_names_have_are_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "COMMON", 1)
    store = store_in(tmp_path)
    put(store, "a.py", "def get_one(): pass\ndef get_two(): pass\n")
    assert names(store, "get") == []
    assert names(store, "get_one") == ["get_one"]
