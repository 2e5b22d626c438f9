from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.git import last_subjects, staged_diff, top_of
from glossator.errors import CommandError
from tests.actions.commit.repositories import git, repository, stage


async def test_only_what_is_staged_is_told(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("First",))
    assert await staged_diff(top) == ""
    stage(top, a__txt="one\n")
    (top / "b.txt").write_text("two\n")
    diff = await staged_diff(top)
    assert "+one" in diff
    assert "two" not in diff


async def test_a_commit_of_everything_is_seen_while_its_message_is_written(tmp_path: Path) -> None:
    top = repository(tmp_path / "r")
    stage(top, a__txt="one\n")
    index = (top / ".git" / "index").read_bytes()
    git(top, "commit", "-qm", "First")
    (top / ".git" / "index.lock").write_bytes(index)
    git_diff = await staged_diff(top)
    assert git_diff == ""
    (top / ".git" / "index.lock").unlink()
    stage(top, a__txt="two\n")
    staged = (top / ".git" / "index").read_bytes()
    git(top, "reset", "-q")
    (top / ".git" / "index.lock").write_bytes(staged)
    assert "+two" in await staged_diff(top)


async def test_the_message_file_leads_to_its_working_tree(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("First",))
    git(top, "worktree", "add", "-q", str(tmp_path / "w"))
    for message, tree in (
        (top / ".git" / "COMMIT_EDITMSG", top),
        (top / ".git" / "worktrees" / "w" / "COMMIT_EDITMSG", tmp_path / "w"),
    ):
        message.write_text("\n")
        assert (await top_of(message)).resolve() == tree.resolve()


async def test_subjects_are_the_last_ones(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("One", "Two", "Three"))
    assert await last_subjects(top, 2) == ["Three", "Two"]
    assert await last_subjects(repository(tmp_path / "new"), 2) == []


async def test_outside_of_a_repository_git_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not a git repository"):
        await top_of(tmp_path)


async def test_nothing_that_a_repository_names_is_run(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("First",))
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "diff.x.textconv",
        "diff.x.command",
    ):
        git(top, "config", name, str(trap))
    stage(top, __gitattributes="* diff=x\n", a__txt="one\n")
    (tmp_path / "sprung").unlink(missing_ok=True)
    assert "+one" in await staged_diff(top)
    assert await last_subjects(top, 3)
    assert not (tmp_path / "sprung").exists()


async def test_what_a_repository_sets_for_people_changes_nothing(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("First",))
    for name, value in {
        "diff.srcPrefix": "old/",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "log.showSignature": "true",
        "color.ui": "always",
    }.items():
        git(top, "config", name, value)
    stage(top, a__txt="one\n")
    assert "+++ b/a.txt\n" in await staged_diff(top)
    assert await last_subjects(top, 3) == ["First"]


async def test_the_message_of_a_submodule_belongs_to_it(tmp_path: Path) -> None:
    stage(repository(tmp_path / "part"), a__txt="one\n")
    git(tmp_path / "part", "commit", "-qm", "Part")
    top = repository(tmp_path / "whole", ("Whole",))
    allowed = ("-c", "protocol.file.allow=always")
    git(top, *allowed, "submodule", "--quiet", "add", str(tmp_path / "part"), "part")
    message = top / ".git" / "modules" / "part" / "COMMIT_EDITMSG"
    message.touch()
    found = await top_of(message)
    assert found == top / "part"
    assert await last_subjects(found, 1) == ["Part"]
