"""Where git keeps what it ignores, .gitignore files aside: a repository's list and the user's.

https://git-scm.com/docs/gitignore. Git itself says where the lists are, for its settings can
include other files, by conditions too. Where it is not installed, or does not answer, the user's
settings are read here, without what they include.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from glossator.platforms import program
from glossator.regular_file import read_regular
from glossator.text.lines import split_lines

GIT_TIMEOUT = 1.0
"""Seconds that git may take: a repository's settings can lead it to what never answers."""
MOST_BYTES = 1_000_000
"""Bytes of a file of settings that are read."""

_SECTION = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_EXCLUDES = re.compile(
    r'(?:\s*\[.*?\])?\s*excludesfile\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^#;]*))',
    re.IGNORECASE,
)
# In a hook of git these say which repository is meant: not ours.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_CONFIG")
_OF_THE_REPOSITORY = ("local", "worktree")


def repository_above(folder: Path) -> Path | None:
    """The top of the repository that `folder` lies in."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def exclude_chains(top: Path) -> tuple[tuple[Path, ...], ...]:
    """The lists to read after the .gitignore files, the strongest of a chain first.

    The first chain is git's: the repository's `info/exclude`, then the list of the setting
    `core.excludesFile`. Where the repository has that setting of its own, a second chain holds the
    user's list: a repository takes nothing back.
    """
    info = _git_folder(top) / "info" / "exclude"
    set_in = _excludes_by_git(top)
    if set_in is None:  # git takes this repository for a broken one: the user's settings are not
        set_in = _excludes_by_git(Path(top.anchor))
    if set_in is None:
        return ((info, _users_excludes()),)
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path's raises where there is no home
    users = [value for scope, value in set_in if scope not in _OF_THE_REPOSITORY]
    chosen = dict.fromkeys((set_in[-1][1], users[-1] if users else "") if set_in else ("",))
    lists = (home / value if value else _by_default(home) for value in chosen)
    return tuple((info, each) for each in lists)


def _excludes_by_git(top: Path) -> list[tuple[str, str]] | None:
    """Every value of `core.excludesFile` with its scope, the one in force last; None without git.

    `git config` runs nothing that a repository names.
    """
    arguments = ["config", "--path", "--show-scope", "-z", "--get-all", "core.excludesFile"]
    git = program("git")
    if git is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        answer = subprocess.run(  # noqa: S603 - the user's own git
            [git, "-C", os.fspath(top), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=GIT_TIMEOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    if answer.returncode not in (0, 1):  # 1: not set
        return None
    words = os.fsdecode(answer.stdout).split("\0")
    return list(zip(words[::2], words[1::2], strict=False))


def _git_folder(top: Path) -> Path:
    """`.git`, or what it points to in a worktree or a submodule."""
    folder = top / ".git"
    pointed = _first_line(folder)
    if pointed.startswith("gitdir:"):
        folder = top / pointed.removeprefix("gitdir:").strip()
    common = _first_line(folder / "commondir")
    return folder / common if common else folder


def _by_default(home: Path) -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "ignore"


def _users_excludes() -> Path:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path's raises where there is no home
    found = _by_default(home)
    for file in (Path("/etc/gitconfig"), found.with_name("config"), home / ".gitconfig"):
        if value := _excludes_set_in(file):
            found = Path(os.path.expanduser(value))  # noqa: PTH111
    return home / found


def _excludes_set_in(file: Path) -> str:
    section, value = "", ""
    for line in split_lines(_text(file)):
        if header := _SECTION.match(line):
            section = header[1].lower()
        if section == "core" and (setting := _EXCLUDES.match(line)):
            quoted, bare = setting["quoted"], setting["bare"]
            value = bare.strip() if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    return value


def _first_line(file: Path) -> str:
    return _text(file).partition("\n")[0].strip()


def _text(file: Path) -> str:
    try:
        return read_regular(file, MOST_BYTES).decode("utf-8-sig", "surrogateescape")
    except (OSError, ValueError):
        return ""
