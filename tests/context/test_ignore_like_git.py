"""`Ignore` against git itself, over random trees and random ignore files.

Left out: `a**/b`, whose two asterisks its manual calls ordinary ones and git 2.39 does not, and
`?` for a letter of two bytes, which git takes for two.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from glossator.context.ignore import Ignore

NAMES = ("a", "b", "ab", "B", "c.log", "a.py", "b.txt", "build", "x y", "#h", "!n", "née")
PIECES = (
    "a", "b", "ab", "B", "c.log", "*.log", "*.py", "build", "?", "*", "**", "[ab]", "[!a]*", "a*",
    "*b", "x y", "x\\ y", "\\#h", "\\!n", "[[:alpha:]]", "née", "*.*", "b?", "[a-c].log",
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
    ignore = Ignore(top, ())
    assert {f for f in files if ignore.reason(f)} == ignored_by_git(top, files)
