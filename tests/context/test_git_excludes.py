from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.git_excludes import exclude_files, repository_above


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / ".config" / "git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


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
    assert exclude_files(tmp_path / "a") == (
        tmp_path / "a" / ".git" / "info" / "exclude",
        home / ".config" / "git" / "ignore",
    )


def test_a_worktree_has_the_list_of_its_repository(tmp_path: Path) -> None:
    main = tmp_path / "main" / ".git"
    write(main / "worktrees" / "tree" / "commondir", "../..\n")
    write(tmp_path / "tree" / ".git", f"gitdir: {main / 'worktrees' / 'tree'}\n")
    own, _ = exclude_files(tmp_path / "tree")
    assert own.resolve() == main / "info" / "exclude"


def test_a_submodule_has_its_own_list(tmp_path: Path) -> None:
    write(tmp_path / "main" / "sub" / ".git", "gitdir: ../.git/modules/sub\n")
    own, _ = exclude_files(tmp_path / "main" / "sub")
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
def test_the_users_list_is_where_git_is_told(home: Path, settings: str, expected: str) -> None:
    write(home / ".gitconfig", settings)
    assert exclude_files(home)[1] == home / expected


def test_no_setting_of_the_repository_moves_the_users_list(tmp_path: Path, home: Path) -> None:
    write(tmp_path / "a" / ".git" / "config", "[core]\nexcludesfile = /dev/null\n")
    assert exclude_files(tmp_path / "a")[1] == home / ".config" / "git" / "ignore"
