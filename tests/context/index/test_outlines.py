"""Outlines are checked like all text for a model: what no model may see has none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.index import outlines as outlines_module
from glossator.context.index.outlines import LARGEST, Outlines

TOKEN = "ghp_" + "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"


def outlines(root: Path, *ignored: str) -> Outlines:
    return Outlines(root, Ignore([Folder(root, ignored)]))


def names(root: Path, name: str, *ignored: str) -> list[str]:
    found = outlines(root, *ignored).of_file(root / name)
    return [each.name for each in found.declarations] if found is not None else []


def test_a_file_has_an_outline_under_its_name_in_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.py").write_text("def f(): pass\nimport c\n")
    found = outlines(tmp_path).of_file(tmp_path / "a/b.py")
    assert found is not None
    assert (found.name, [each.target for each in found.imports]) == ("a/b.py", ["c"])


def test_an_ignored_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f(): pass\n")
    assert names(tmp_path, "a.py") == ["f"]
    assert names(tmp_path, "a.py", "a.py") == []


def test_a_secret_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"TOKEN = '{TOKEN}'\n")
    found = outlines(tmp_path).of_file(tmp_path / "a.py")
    assert found is not None
    assert TOKEN not in found.declarations[0].signature + found.text


@pytest.mark.parametrize(
    "text",
    ["def f(): pass\n" + "#" * LARGEST, "def f(): pass;" + "x = 1;" * 2_000],
    ids=["large", "minified"],
)
def test_large_and_minified_files_have_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.py").write_text(text)
    assert names(tmp_path, "a.py") == []


def test_of_a_file_of_100_mb_nothing_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "a.py").open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.delattr(Path, "read_bytes")
    assert names(tmp_path, "a.py") == []


def test_a_file_that_vanishes_while_it_is_read_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_text("def f(): pass\n")
    look = Path.lstat

    def look_and_delete(file: Path) -> os.stat_result:
        found = look(file)
        file.unlink()
        return found

    monkeypatch.setattr(Path, "lstat", look_and_delete)
    assert names(tmp_path, "a.py") == []


def test_a_header_of_cpp_is_read_as_cpp_and_one_of_c_as_c(tmp_path: Path) -> None:
    (tmp_path / "a.h").write_text("namespace n {\nclass A { int m(); };\n}\n")
    (tmp_path / "b.h").write_text("int class;\nvoid f(int new);\n")
    assert names(tmp_path, "a.h") == ["n", "A", "m"]
    assert names(tmp_path, "b.h") == ["class", "f"]


def test_a_link_and_what_is_gone_have_none(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f(): pass\n")
    (tmp_path / "b.py").symlink_to(tmp_path / "a.py")
    assert names(tmp_path, "b.py") == names(tmp_path, "c.py") == names(tmp_path, ".") == []


def test_broken_encodings_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"# \xff\xfe\ndef f(): pass\n")
    assert names(tmp_path, "a.py") == ["f"]


def test_what_is_open_stands_for_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("def old(): pass\n")
    known = outlines(tmp_path)
    known.open = {path: Buffer(path.as_uri(), "def new(): pass\n", "python", 1, path, tmp_path)}
    found = known.of_file(path)
    assert found is not None
    assert [each.name for each in found.declarations] == ["new"]


def test_nothing_is_read_once_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f(): pass\n")
    assert Outlines(tmp_path, Ignore(), lambda: True).of_file(tmp_path / "a.py") is None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    known, path = outlines(tmp_path), tmp_path / "a.py"
    for text in ("def one(): pass\n", "def second(): pass\n"):
        path.write_text(text)
        found = known.of_file(path)
        assert found is not None
        assert found.text == text


def test_what_is_kept_is_bounded_by_the_length_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlines_module, "MOST_TEXT", 100)
    files = [tmp_path / f"{number}.py" for number in range(9)]
    for file in files:
        file.write_text("x = 1\n" * 5)
    kept = outlines(tmp_path)
    found = [kept.of_file(file) for file in files]
    assert all(
        kept.of_file(file) is each for file, each in list(zip(files, found, strict=True))[-3:]
    )
    assert sum(len(each.text) for each in kept._kept.values() if each) <= 100


def test_of_a_buffer_that_is_typed_in_one_outline_is_kept(tmp_path: Path) -> None:
    kept = outlines(tmp_path)
    for version in range(50):
        text = f"x = {version}\n"
        kept.of_buffer(Buffer("file:///a.py", text, "python", version, tmp_path / "a.py", tmp_path))
    assert len(kept._kept) == 1
