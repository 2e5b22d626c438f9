"""What a prompt is given of a workspace: what has been read, without waiting for anything."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.index.candidates import Candidate, candidates_of
from glossator.context.layout import Excerpt
from glossator.context.steady import ALIKE, PromptWindow
from glossator.context.workspace import Workspace
from glossator.languages import facts_of_file
from tests.context.index.installed.projects import distribution


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(Ignore([Folder(tmp_path, ("hidden.py",))]))
    yield made
    made.close()


def buffer(root: Path, name: str, text: str) -> Buffer:
    path = root / name
    return Buffer(path.as_uri(), text, facts_of_file(name).id, 1, path, root)


def excerpts(
    workspace: Workspace,
    current: Buffer,
    *others: Buffer,
    expected: bool = True,
    reads_files: bool = True,
) -> tuple[Excerpt, ...]:
    """What is shown once the reading is over."""
    workspace.read(current, others, reads_files=reads_files)
    for _ in range(1_000 if expected else 50):
        if found := workspace.excerpts(current.uri, PromptWindow(current.text, ""), 4_000):
            return found
        time.sleep(0.01)
    return ()


def test_what_is_imported_is_shown(tmp_path: Path, workspace: Workspace) -> None:
    (tmp_path / "a.py").write_text("def helper(x: int) -> str:\n    return str(x)\n")
    current = buffer(tmp_path, "x.py", "from a import helper\n")
    assert excerpts(workspace, current) == (("a.py", "def helper(x: int) -> str"),)
    assert [each.reason for each in workspace.shown(current.uri)] == ["imported here"]


def test_an_open_file_is_shown_as_it_is_in_the_editor(tmp_path: Path, workspace: Workspace) -> None:
    other = buffer(tmp_path, "a.py", "def helper(): pass\n")
    current = buffer(tmp_path, "x.py", "")
    assert excerpts(workspace, current, other) == (("a.py", "def helper()"),)


def test_an_ignored_file_is_not_shown(tmp_path: Path, workspace: Workspace) -> None:
    (tmp_path / "hidden.py").write_text("def helper(): pass\n")
    current = buffer(tmp_path, "x.py", "from hidden import helper\n")
    assert excerpts(workspace, current, expected=False) == ()


STEPS = [f"widget_{at} = make_widget(size_{at}, colour_{at})" for at in range(40)]
"""Lines that are told apart by their words."""


def alike(folder: Path, name: str) -> None:
    (folder / name).write_text("\n".join(STEPS) + "\npassword = 'hunter2-Zx81qQ'\n")


def test_similar_code_of_the_folder_is_shown_after_what_is_declared(
    tmp_path: Path, workspace: Workspace
) -> None:
    alike(tmp_path, "b.py")
    (tmp_path / "a.py").write_text("def helper(x: int) -> str:\n    return str(x)\n")
    current = buffer(tmp_path, "x.py", "from a import helper\n" + "\n".join(STEPS[28:38]))
    shown = excerpts(workspace, current)
    assert [file for file, _ in shown] == ["a.py", "b.py"]
    assert STEPS[39] in shown[1][1]
    assert "hunter2" not in shown[1][1]
    assert [each.reason for each in workspace.shown(current.uri)] == ["imported here", ALIKE]


def test_similar_code_of_an_ignored_file_is_not_shown(tmp_path: Path, workspace: Workspace) -> None:
    alike(tmp_path, "hidden.py")
    current = buffer(tmp_path, "x.py", "\n".join(STEPS[:10]))
    assert excerpts(workspace, current, expected=False) == ()


def test_without_leave_to_read_files_similar_code_is_that_of_open_files(
    tmp_path: Path, workspace: Workspace
) -> None:
    alike(tmp_path, "closed.py")
    other = buffer(tmp_path, "opened.py", "\n".join(STEPS[:20]))
    current = buffer(tmp_path, "x.py", "\n".join(STEPS[:10]))
    shown = excerpts(workspace, current, other, reads_files=False)
    assert {file for file, _ in shown} == {"opened.py"}
    assert STEPS[19] in shown[-1][1]


def test_what_is_installed_is_shown_by_its_declarations_alone(
    tmp_path: Path, workspace: Workspace
) -> None:
    code = "def helper(x: int) -> str:\n    " + "\n    ".join(STEPS[:30])
    distribution(tmp_path, "lib-2.0", {"lib.py": code})
    current = buffer(tmp_path, "x.py", "import lib\n" + "\n".join([*STEPS[:9], "lib.helper"]))
    assert excerpts(workspace, current, reads_files=False, expected=False) == ()
    open_later = buffer(tmp_path, "y.py", current.text)
    shown = excerpts(workspace, open_later)
    assert shown[0] == ("lib.py", "def helper(x: int) -> str")
    assert not any(STEPS[12] in text for _, text in shown)
    assert "installed: lib 2.0" in {each.reason for each in workspace.shown(open_later.uri)}


def test_a_language_without_a_grammar_is_shown_in_excerpts(
    tmp_path: Path, workspace: Workspace
) -> None:
    other = buffer(tmp_path, "a.dart", "int helper() => 1;")
    current = buffer(tmp_path, "x.dart", "")
    assert excerpts(workspace, current, other) == (("a.dart", "int helper() => 1;"),)


def test_a_document_that_was_closed_has_nothing_beside_it(
    tmp_path: Path, workspace: Workspace
) -> None:
    other, current = buffer(tmp_path, "a.py", "A = 1\n"), buffer(tmp_path, "x.py", "")
    assert excerpts(workspace, current, other)
    workspace.forget(current.uri)
    assert workspace.excerpts(current.uri, PromptWindow("", ""), 4_000) == ()
    assert workspace.shown(current.uri) == []


def test_a_document_that_was_closed_before_its_turn_is_not_read(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, read = threading.Event(), list[str]()

    def watched(current: Buffer, *args: Any) -> tuple[Candidate, ...]:
        turn.wait()
        read.append(current.name)
        return candidates_of(current, *args)

    monkeypatch.setattr("glossator.context.workspace.candidates_of", watched)
    other = buffer(tmp_path, "a.py", "A = 1\n")
    first, closed, last = (buffer(tmp_path, name, "") for name in ("x.py", "y.py", "z.py"))
    for each in (first, closed):
        workspace.read(each, [other])
    workspace.forget(closed.uri)
    turn.set()
    assert excerpts(workspace, last, other)
    assert read == ["x.py", "z.py"]


def test_nothing_is_read_once_it_is_closed(tmp_path: Path) -> None:
    workspace = Workspace(Ignore([Folder(tmp_path)]))
    workspace.close()
    current = buffer(tmp_path, "x.py", "from a import helper\n")
    assert excerpts(workspace, current, expected=False) == ()


def test_without_leave_to_read_files_imports_lead_to_open_files_only(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def closed(): pass\n")
    workspace = Workspace(Ignore())
    try:
        current = buffer(tmp_path, "x.py", "from a import closed\nfrom b import opened\n")
        other = buffer(tmp_path, "b.py", "def opened(): pass\n")
        assert excerpts(workspace, current, other, reads_files=False) == (("b.py", "def opened()"),)
        assert [each.reason for each in workspace.shown(current.uri)] == ["imported here"]
    finally:
        workspace.close()


@pytest.mark.parametrize("scheme", ["untitled:", "vscode-remote://ssh%2Bhost/", "vscode-vfs://x/"])
def test_without_a_file_on_this_disk_open_files_are_shown(
    workspace: Workspace, scheme: str
) -> None:
    current = Buffer(f"{scheme}x", "from a import helper\n", "python", 1)
    other = Buffer(f"{scheme}a", "def helper(): pass\n", "python", 1)
    assert excerpts(workspace, current, other) == (("a", "def helper()"),)
    assert workspace.to_read == 0


def test_two_folders_of_one_name_are_not_mixed_up(tmp_path: Path) -> None:
    roots = [tmp_path / name / "app" for name in ("one", "two")]
    for root in roots:
        (root / "far").mkdir(parents=True)
        (root / "a.py").write_text(f"def of_{root.parent.name}(): ...\n")
        (root / "far/b.py").write_text(f"def user_{root.parent.name}(): ...\n")
    workspace = Workspace(Ignore([]), tmp_path / "cache")
    for root in roots:
        current = buffer(root, "x.py", "import a\nuser = 1\n")
        workspace.read_whole(current, (current.text, ""))
    for root in roots:
        assert workspace.excerpts((root / "x.py").as_uri(), PromptWindow("", ""), 4_000) == (
            ("a.py", f"def of_{root.parent.name}()"),
            ("far/b.py", f"def user_{root.parent.name}()"),
        )
    workspace.close()


def test_declarations_of_the_names_in_a_part_of_a_document(
    tmp_path: Path, workspace: Workspace
) -> None:
    (tmp_path / "a.py").write_text(
        "class Failure(Exception): ...\ndef helper(): ...\ndef other(): ...\n"
        "class Box:\n    def open(self): ...\n    def shut(self): ...\n"
    )
    current = buffer(tmp_path, "x.py", "from a import helper, other, Failure, Box\n")
    assert excerpts(workspace, current)
    shown = workspace.used(current.uri, "try:\n    helper().open()\nexcept Failure: ...", 1_000)
    (declared,) = [text for _, text in shown]
    assert set(declared.splitlines()) == {
        "class Failure(Exception)", "def helper()", "class Box", "    def open(self)",
    }  # fmt: skip
    assert workspace.used(current.uri, "nothing", 1_000) == ()
    assert workspace.used("file:///unknown.py", "helper", 1_000) == ()


def test_names_that_no_import_leads_to_are_found_in_the_index(tmp_path: Path) -> None:
    root = tmp_path / "work"
    (root / "far").mkdir(parents=True)
    (root / "far/b.py").write_text("def find_user(): ...\n")
    workspace = Workspace(Ignore([]), tmp_path / "cache")
    current = buffer(root, "x.py", "user = 1\n")
    workspace.read_whole(current, (current.text, ""))
    assert workspace.excerpts(current.uri, PromptWindow(current.text, ""), 4_000) == (
        ("far/b.py", "def find_user()"),
    )
    (root / "far/b.py").write_text("def drop_user(): ...\n")
    workspace.change([root / "far/b.py"])
    workspace.read_whole(current, (current.text, ""))
    (shown,) = workspace.excerpts(current.uri, PromptWindow(current.text, ""), 4_000)
    assert shown == ("far/b.py", "def drop_user()")
    workspace.close()


def test_what_is_open_is_indexed_in_the_background(tmp_path: Path) -> None:
    root = tmp_path / "work"
    (root / "far").mkdir(parents=True)
    (root / "far/b.py").write_text("def find_user(): ...\n")
    workspace = Workspace(Ignore([]), tmp_path / "cache")
    current = buffer(root, "x.py", "user = 1\n")
    workspace.read(current, ())
    while not workspace.to_read or workspace.unread:
        time.sleep(0.01)
    again = Buffer(current.uri, current.text, current.language, 2, current.path, root)
    workspace.read_whole(again, (current.text, ""))
    assert workspace.excerpts(current.uri, PromptWindow(current.text, ""), 4_000)
    workspace.close()
