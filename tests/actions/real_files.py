"""Real source files of every language, as far as the machine has them.

Python's, C's and Lua's come with what `make` installs, TypeScript's are this project's own. For the
others whatever a toolchain or a system package brings is taken; GLOSSATOR_CORPUS may name folders
with more, parted as in PATH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ENDINGS = {
    "python": (".py",),
    "javascript": (".js", ".mjs"),
    "typescript": (".ts",),
    "typescriptreact": (".tsx",),
    "java": (".java",),
    "kotlin": (".kt",),
    "c": (".c",),
    "cpp": (".cc", ".cpp", ".hpp"),
    "csharp": (".cs",),
    "go": (".go",),
    "rust": (".rs",),
    "php": (".php",),
    "ruby": (".rb",),
    "swift": (".swift",),
    "lua": (".lua",),
    "shellscript": (".sh",),
}
SIZES = range(200, 40_000)
"""Bytes; the largest files cost most of the time and hold nothing new."""
ALWAYS = ("python", "c", "lua")
"""The languages with files in what `make` installs."""


def files(language: str, most: int) -> list[Path]:
    """Up to `most` files, always the same ones, spread over all that there are."""
    found = [path for path in _all_files() if path.suffix in ENDINGS[language]]
    if language == "python":
        found = [path for path in found if _is_python(path)]
    return found[:: max(1, len(found) // most)][:most]


@cache
def _all_files() -> list[Path]:
    wanted = {ending for endings in ENDINGS.values() for ending in endings}
    seen: dict[Path, Path] = {}
    for home in _homes():
        for path in sorted(home.rglob("*")):
            if path.suffix in wanted and path.is_file() and path.stat().st_size in SIZES:
                seen.setdefault(path.resolve(), path)
    return list(seen.values())


def _homes() -> Iterator[Path]:
    yield Path(sysconfig.get_path("stdlib"))
    yield Path(sysconfig.get_path("purelib"))
    yield from _below(Path(__file__).parents[2], "editors/vscode/src", "editors/neovim")
    if shutil.which("go"):
        root = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, check=False)
        yield from _below(root.stdout.strip(), "src/net", "src/go", "src/runtime")
    if node := shutil.which("node"):
        yield from _below(Path(node).resolve().parent.parent, "lib/node_modules/npm/node_modules")
    yield from _below("/usr", "include/c++", "lib/ruby", "share/php", "lib/git-core")
    yield from _below("/usr/src", "googletest")
    yield from _below(Path.home(), ".cargo/registry/src")
    for folder in os.environ.get("GLOSSATOR_CORPUS", "").split(os.pathsep):
        yield from _below(folder, ".") if folder else ()


def _below(root: str | Path, *folders: str) -> Iterator[Path]:
    yield from (Path(root) / folder for folder in folders if (Path(root) / folder).is_dir())


def _is_python(path: Path) -> bool:
    """Of the standard library, and not one of the files that are there to be broken."""
    if sys.prefix in str(path) and "site-packages" in path.parts:
        return False
    return not {"data", "lib2to3", "site-packages"} & set(path.parts) and "bad" not in path.name
