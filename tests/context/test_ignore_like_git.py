"""`Ignore` against git itself, over random trees and random ignore files.

Left out: `a**/b`, whose two asterisks its manual calls ordinary ones and git 2.39 does not.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from glossator.context.ignore import Folder, Ignore

NAMES = ("a", "b", "ab", "B", "c.log", "a.py", "b.txt", "build", "x y", "#h", "!n", "née", "[z-a]")
PIECES = (
    "a", "b", "ab", "B", "c.log", "*.log", "*.py", "build", "?", "*", "**", "[ab]", "[!a]*", "a*",
    "*b", "x y", "x\\ y", "\\#h", "\\!n", "[[:alpha:]]", "née", "*.*", "b?", "[a-c].log",
    "[z-a]", "[a-Z]*.log", "*a*a*a*ab", "[", "a[", "[]a]", "[^b]*", "[a-]", "[[:digit:]a-c]*",
    "[[:none:]]", "[[:alpha", "[!]", "n??e", "***", "[\\]a]*", "[b-\\c]*", "a\\", "*[!a-b]?",
)  # fmt: skip

SEEDS = 40

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def random_pattern(rng: random.Random) -> str:
    pattern = "/".join(rng.choices(PIECES, k=rng.choice((1, 1, 1, 2, 2, 3))))
    return (
        rng.choice(("", "", "", "!"))
        + rng.choice(("", "", "", "/"))
        + pattern
        + rng.choice(("", "", "", "/", "/**", "  "))
    )


def random_lines(rng: random.Random) -> str:
    lines = [random_pattern(rng) for _ in range(rng.randint(1, 5))]
    lines.insert(rng.randrange(len(lines)), rng.choice(("", "# comment", "/", "!", "[")))
    return rng.choice(("\n", "\r\n")).join(lines)


def make_tree(rng: random.Random, top: Path) -> list[Path]:
    """Up to 40 files in folders up to 4 deep, every third folder with a .gitignore."""
    subprocess.run(["git", "init", "-q", top], check=True)
    subprocess.run(["git", "-C", top, "config", "core.ignoreCase", "false"], check=True)
    (top / ".git" / "info" / "exclude").write_text(random_lines(rng), "utf-8", newline="")
    files = []
    for _ in range(40):
        path = top.joinpath(*rng.choices(NAMES, k=rng.randint(1, 5)))
        if path.is_dir() or any(parent.is_file() for parent in path.parents):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        files.append(path)
    for folder in sorted({top, *(path.parent for path in files)}):
        if folder == top or rng.random() < 0.3:
            (folder / ".gitignore").write_text(random_lines(rng), "utf-8", newline="")
    return files


def ignored_by_git(top: Path, files: list[Path]) -> set[Path]:
    answer = subprocess.run(
        ["git", "-C", top, "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(str(file.relative_to(top)) for file in files).encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    return {top / name for name in answer.stdout.decode().split("\0") if name}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_same_verdict_as_git(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    rng = random.Random(seed)
    top = tmp_path / "top"
    top.mkdir()
    files = make_tree(rng, top)
    ignore = Ignore([Folder(top)])
    assert {f for f in files if ignore.reason(f)} == ignored_by_git(top, files)


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


LIST = "[core]\n  excludesFile = {home}/list\n"


@pytest.mark.parametrize(
    ("files", "environment"),
    [
        ({".gitconfig": LIST}, {}),
        ({".config/git/config": LIST}, {}),
        ({".config/git/ignore": "plan.py\n"}, {}),
        ({".gitconfig": "[include]\n  path = ~/more\n", "more": LIST}, {}),
        ({".gitconfig": '[includeIf "gitdir:{home}/"]\n  path = ~/more\n', "more": LIST}, {}),
        ({"mine": LIST}, {"GIT_CONFIG_GLOBAL": "{home}/mine"}),
        ({"mine": LIST}, {"GIT_CONFIG_SYSTEM": "{home}/mine"}),
        (
            {},
            {
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "core.excludesFile",
                "GIT_CONFIG_VALUE_0": "{home}/list",
            },
        ),
        ({"top/.git/config": LIST}, {}),
        ({".gitconfig": "[core]\n excludesFile = {home}/li\\\nst\n"}, {}),
        ({".gitconfig": '[core]\n excludesFile = {home}/"list"\n'}, {}),
        ({".gitconfig": "\ufeff[core]\n excludesFile = {home}/list\n"}, {}),
        ({".gitconfig": "[core]\r\n excludesFile = {home}/list\r\n"}, {}),
        ({".gitconfig": '[core]\n excludesFile = "{home}/li#st"\n', "li#st": "plan.py\n"}, {}),
        ({".gitconfig": LIST + "[core]\n excludesFile =\n"}, {}),
        (
            {
                "top/.git/config": "[extensions]\n worktreeConfig = true\n",
                "top/.git/config.worktree": LIST,
            },
            {},
        ),
    ],
)
def test_the_users_list_counts_however_git_is_told_of_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    environment: dict[str, str],
) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value.format(home=tmp_path))
    top = tmp_path / "top"
    subprocess.run(["git", "init", "-q", top], check=True)
    (tmp_path / "list").write_text("plan.py\n", "utf-8")
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = file.read_text("utf-8") if file.exists() else ""
        file.write_text(kept + text.replace("{home}", str(tmp_path)), "utf-8", newline="")
    asked = [top / "plan.py", top / "a.py"]
    ignore = Ignore([Folder(top)])
    assert {file for file in asked if ignore.reason(file)} == ignored_by_git(top, asked)


@pytest.mark.parametrize(
    ("config", "text", "excludes"),
    [
        (".gitconfig", "", "config/git/ignore"),
        (".gitconfig", "[core]\n\texcludesFile = ~/mine\n", "mine"),
        (".gitconfig", "[user]\nname = x\n[Core] editor=vi\nexcludesfile=~/mine # why\n", "mine"),
        (".gitconfig", '[core "x"]\n[core]\n  excludesfile = "~/my list"\n', "my list"),
        ("config/git/config", "[core]\nexcludesFile = ~/mine\n", "mine"),
    ],
)
def test_the_users_own_list_is_the_one_that_git_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str, text: str, excludes: str
) -> None:
    home, top = tmp_path / "home", tmp_path / "top"
    for name, value in (("HOME", home), ("XDG_CONFIG_HOME", home / "config")):
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    for file, content in ((config, text), (excludes, "*.mine\n!keep.*\n")):
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(content, "utf-8")
    top.mkdir()
    git(top, "init", "-q")
    (top / ".gitignore").write_text("*.log\n!b.mine\n", "utf-8")
    files = [top / name for name in ("a.mine", "b.mine", "keep.mine", "a.log", "a.py")]
    ignore = Ignore([Folder(top)])
    ignored = {f for f in files if ignore.reason(f)}
    assert ignored == ignored_by_git(top, files) == {top / "a.mine", top / "a.log"}
    reason = ignore.reason(top / "a.mine")
    assert reason == f"`{(home / excludes).as_posix()}` line 1 `*.mine` excludes it"


def test_a_repository_cannot_take_back_what_the_user_excludes_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / ".gitconfig").write_text("[core]\nexcludesFile = ~/mine\n", "utf-8")
    (tmp_path / "mine").write_text("*.mine\n", "utf-8")
    top = tmp_path / "top"
    top.mkdir()
    git(top, "init", "-q")
    git(top, "config", "core.excludesFile", str(tmp_path / "none"))
    assert Ignore([Folder(top)]).reason(top / "a.mine")


@pytest.mark.parametrize("kind", ["worktree", "submodule"])
def test_a_worktree_and_a_submodule_are_read_as_git_reads_them(tmp_path: Path, kind: str) -> None:
    main, other = tmp_path / "main", tmp_path / "other"
    for top in (main, other):
        top.mkdir()
        git(top, "init", "-q")
        git(top, "commit", "-q", "--allow-empty", "-m", "x")
    if kind == "worktree":
        git(main, "worktree", "add", "-q", str(tmp_path / "tree"))
        tree, exclude = tmp_path / "tree", main / ".git/info/exclude"
    else:
        git(main, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "tree")
        tree, exclude = main / "tree", main / ".git/modules/tree/info/exclude"
    assert (tree / ".git").is_file()
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text("*.mine\n", "utf-8")
    files = [tree / "a.mine", tree / "a.py"]
    ignore = Ignore([Folder(tree)])
    assert {f for f in files if ignore.reason(f)} == ignored_by_git(tree, files) == {files[0]}
