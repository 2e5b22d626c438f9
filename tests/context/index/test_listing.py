"""Which files a workspace has, and which are not looked at."""

from __future__ import annotations

from pathlib import Path

from glossator.context.index import listing
from glossator.context.index.listing import is_source, walk


def made(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")


def listed(root: Path) -> list[str]:
    return sorted(each.relative_to(root).as_posix() for each in walk(root).files())


def test_source_files_are_listed(tmp_path: Path) -> None:
    made(tmp_path, "a.py", "b/c.rs", "d.png", ".git/e.py", "node_modules/f.js", "g.md")
    assert listed(tmp_path) == ["a.py", "b/c.rs"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    made(tmp_path, "in/a.py", "out/secret.py")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "b.py").symlink_to(tmp_path / "out" / "secret.py")
    assert listed(tmp_path / "in") == ["a.py"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert listed(tmp_path / "gone") == []


def test_a_walk_is_bounded(tmp_path: Path) -> None:
    made(tmp_path, *(f"f{number}/a.py" for number in range(5)))
    most, listing.MOST_FILES = listing.MOST_FILES, 2
    try:
        assert len(listed(tmp_path)) == 2
    finally:
        listing.MOST_FILES = most


def test_a_walk_stops_when_it_is_told_to(tmp_path: Path) -> None:
    made(tmp_path, "a.py", "b/c.py")
    result = iter((False, True))
    assert [each.name for each in walk(tmp_path, (), lambda: next(result)).files()] == ["a.py"]


def test_the_nearest_of_files_of_one_name_is_first(tmp_path: Path) -> None:
    made(tmp_path, "one/a/b.py", "two/a/b.py")
    found = walk(tmp_path).ending_with(("a", "b"), tmp_path / "two")
    assert found[0] == tmp_path / "two/a/b.py"


def test_a_file_that_is_changed_is_judged_as_a_walk_judges_it(tmp_path: Path) -> None:
    root = tmp_path / ".config" / "build" / "project"
    names = ["a.py", "b/c.rs", ".d.py", ".e/f.py", "build/g.py", "b/node_modules/h.js", "i.png"]
    made(root, *names)
    assert [name for name in names if is_source(root / name, root)] == listed(root)
    found = walk(root)
    for name in names:
        found.set(root / name, is_there=False)
        found.set(root / name, is_there=True)
    assert sorted(each.relative_to(root).as_posix() for each in found.files()) == listed(root)
