"""The files of a package are found in its folder, and through no link."""

from __future__ import annotations

from pathlib import Path

from glossator.context.index.installed import package as package_module
from glossator.context.index.installed.package import PackageListing, folders_up, has_link, text_of
from tests.context.index.installed.projects import write


def listing(folder: Path) -> PackageListing:
    return PackageListing(folder, folder.parent, (".go",))


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "p", {"b.go": "", "a.go": "", "a.txt": "", "sub/c.go": ""})
    known = listing(tmp_path / "p")
    assert [each.name for each in known.in_folder(tmp_path / "p")] == ["a.go", "b.go"]
    assert known.ending_with(("p", "sub", "c"), tmp_path) == [tmp_path / "p/sub/c.go"]


def test_nothing_outside_of_it_and_nothing_that_a_link_leads_to(tmp_path: Path) -> None:
    write(tmp_path, {"p/a.go": "", "q/b.go": ""})
    (tmp_path / "p/linked").symlink_to(tmp_path / "q")
    (tmp_path / "p/l.go").symlink_to(tmp_path / "q/b.go")
    known = listing(tmp_path / "p")
    assert [each.name for each in known.in_folder(tmp_path / "p")] == ["a.go"]
    for folder in ("q", "p/linked", "p/../q", "p/none"):
        assert known.in_folder(tmp_path / folder) == []
    assert has_link(tmp_path, tmp_path / "p/linked/b.go")
    assert not has_link(tmp_path, tmp_path / "p/a.go")


def test_folders_are_bounded(tmp_path: Path) -> None:
    write(tmp_path, {f"p/{at}/a.go": "" for at in range(package_module.MOST_FOLDERS + 5)})
    known = listing(tmp_path / "p")
    found = [known.in_folder(each) for each in sorted((tmp_path / "p").iterdir())]
    assert sum(map(bool, found)) == package_module.MOST_FOLDERS


def test_a_list_of_what_is_installed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\r\nb\xff\n")
    assert text_of(tmp_path / "a") == "a\nb\ufffd\n"
    assert text_of(tmp_path) == text_of(tmp_path / "none") == ""


def test_the_folders_up_to_the_project(tmp_path: Path) -> None:
    assert [*folders_up(tmp_path / "a/b.py", tmp_path)] == [tmp_path / "a", tmp_path]
    assert not [*folders_up(tmp_path.parent / "b.py", tmp_path)]
