from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from glossator.context import git_excludes
from glossator.context.git_excludes import exclude_chains, repository_above


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / ".config" / "git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


@pytest.fixture(params=["with git", "without git"])
def git(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Git is installed, or it is not."""
    if request.param == "without git":
        monkeypatch.setenv("PATH", "")
    elif shutil.which("git") is None:
        pytest.skip("git is not installed")
    return str(request.param)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_top_is_the_nearest_folder_with_git_in_it(tmp_path: Path) -> None:
    (tmp_path / "a" / ".git").mkdir(parents=True)
    write(tmp_path / "a" / "b" / ".git", "gitdir: elsewhere")
    (tmp_path / "a" / "b" / "c").mkdir()
    (tmp_path / "a" / "d").mkdir()
    assert repository_above(tmp_path / "a" / "d") == tmp_path / "a"
    assert repository_above(tmp_path / "a" / "b" / "c") == tmp_path / "a" / "b"
    assert repository_above(tmp_path / "home") is None


def test_a_repository_has_its_own_list_and_the_users(tmp_path: Path, home: Path) -> None:
    (tmp_path / "a" / ".git").mkdir(parents=True)
    info = tmp_path / "a" / ".git" / "info" / "exclude"
    assert exclude_chains(tmp_path / "a") == ((info, home / ".config" / "git" / "ignore"),)


def test_a_worktree_has_the_list_of_its_repository(tmp_path: Path) -> None:
    main = tmp_path / "main" / ".git"
    write(main / "worktrees" / "tree" / "commondir", "../..\n")
    write(tmp_path / "tree" / ".git", f"gitdir: {main / 'worktrees' / 'tree'}\n")
    ((own, _),) = exclude_chains(tmp_path / "tree")
    assert own.resolve() == main / "info" / "exclude"


def test_a_submodule_has_its_own_list(tmp_path: Path) -> None:
    write(tmp_path / "main" / "sub" / ".git", "gitdir: ../.git/modules/sub\n")
    ((own, _),) = exclude_chains(tmp_path / "main" / "sub")
    modules = tmp_path / "main" / ".git" / "modules"
    modules.mkdir(parents=True)
    assert own.resolve() == modules / "sub" / "info" / "exclude"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("[core]\n\texcludesFile = ~/mine\n", "mine"),
        ('[core]\n\texcludesfile = "~/a b"  # mine\n', "a b"),
        ("[core] excludesfile = ~/mine ; why\n", "mine"),
        ("[CORE]\nexcludesfile = relative\n", "relative"),
        ('[core]\nexcludesfile = "a\\"b"\n', 'a"b'),
        ("[core]\nexcludesfile = ~/one\nexcludesfile = ~/two\n", "two"),
        ("[other]\nexcludesfile = ~/mine\n", ".config/git/ignore"),
        ("[core]\neditor = vi\n", ".config/git/ignore"),
    ],
)
def test_the_users_list_is_where_git_is_told(
    home: Path, git: str, settings: str, expected: str
) -> None:
    write(home / ".gitconfig", settings)
    ((_, users),) = exclude_chains(home)
    assert users == home / expected


def test_a_setting_of_the_repository_counts_beside_the_users(tmp_path: Path, home: Path) -> None:
    top = tmp_path / "a"
    subprocess.run(["git", "init", "-q", top], check=True)
    subprocess.run(["git", "-C", top, "config", "core.excludesFile", "/none"], check=True)
    users = home / ".config" / "git" / "ignore"
    assert [each[1] for each in exclude_chains(top)] == [Path("/none"), users]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_settings_that_never_end_are_left_out(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_excludes, "GIT_TIMEOUT", 0.1)
    top = tmp_path / "a"
    subprocess.run(["git", "init", "-q", top], check=True)
    (top / ".git" / "config").unlink()
    os.mkfifo(top / ".git" / "config")
    ((_, users),) = exclude_chains(top)
    assert users == home / ".config" / "git" / "ignore"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
@pytest.mark.parametrize("place", [".git", ".git/commondir"])
def test_a_git_folder_that_is_none_holds_nothing_up(tmp_path: Path, place: str) -> None:
    (tmp_path / "a" / place).parent.mkdir(parents=True)
    os.mkfifo(tmp_path / "a" / place)
    assert exclude_chains(tmp_path / "a")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".git", "gitdir: /nowhere\n"),
        (".git", "no folder"),
        (".git/config", "[core\n"),
        (".git/config", "[include]\n\tpath = .\n"),
        (".git/config", "[core]\n\trepositoryformatversion = 99\n"),
        (".git/HEAD", "nothing"),
    ],
)
def test_a_broken_repository_takes_no_list_away_that_the_users_settings_include(
    name: str, text: str, tmp_path: Path, home: Path
) -> None:
    write(home / ".gitconfig", "[include]\n\tpath = more\n")
    write(home / "more", "[core]\n\texcludesFile = ~/mine\n")
    top = tmp_path / "a"
    if name != ".git":
        for each in ("objects", "refs"):
            (top / ".git" / each).mkdir(parents=True)
        write(top / ".git" / "HEAD", "ref: refs/heads/main\n")
    write(top / name, text)
    assert [home / "mine"] == [each for _, each in exclude_chains(top)]
