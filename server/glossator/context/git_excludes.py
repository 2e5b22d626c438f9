"""Where git keeps what it ignores, .gitignore files aside: a repository's list and the user's.

https://git-scm.com/docs/gitignore. Of git's settings only the user's and the machine's are read: a
repository's could otherwise take back what the user excludes everywhere. Git itself is not run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from glossator.text.lines import split_lines

_SECTION = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_EXCLUDES = re.compile(
    r'(?:\s*\[.*?\])?\s*excludesfile\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^#;]*))',
    re.IGNORECASE,
)


def repository_above(folder: Path) -> Path | None:
    """The top of the repository that `folder` lies in."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def exclude_files(top: Path) -> tuple[Path, ...]:
    """The repository's `info/exclude`, then the user's list for all repositories."""
    return (_git_folder(top) / "info" / "exclude", _users_excludes())


def _git_folder(top: Path) -> Path:
    """`.git`, or what it points to in a worktree or a submodule."""
    folder = top / ".git"
    pointed = _first_line(folder)
    if pointed.startswith("gitdir:"):
        folder = top / pointed.removeprefix("gitdir:").strip()
    common = _first_line(folder / "commondir")
    return folder / common if common else folder


def _users_excludes() -> Path:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path's raises where there is no home
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git"
    found = settings / "ignore"
    for file in (Path("/etc/gitconfig"), settings / "config", home / ".gitconfig"):
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
        return file.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
