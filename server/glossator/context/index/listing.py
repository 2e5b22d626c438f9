"""Which source files a workspace has: a bounded walk that follows no link. Run it in a thread."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glossator.context.index.imports import Import, Reference
from glossator.languages import facts_of_file
from glossator.syntax.registry import LANGUAGES

MOST_FILES = 60_000
"""Source files of a workspace that are known at all."""
MOST_ENTRIES = 400_000
"""Entries of folders that a walk looks at."""
_VENDORED = frozenset(
    "node_modules bower_components vendor third_party target dist build out venv env site-packages "
    "__pycache__ coverage Pods DerivedData".split()
)


@dataclass(slots=True)
class Listing:
    """The source files of a workspace, by their names without ending and by their folders."""

    root: Path | None = None
    by_stem: dict[str, list[Path]] = field(default_factory=dict)
    by_folder: dict[Path, list[Path]] = field(default_factory=dict)
    crates: dict[str, list[Path]] | None = None
    """The folders of Rust's crates by the names that paths call them, once they were looked for."""
    mounted: dict[Path, dict[str, Path]] = field(default_factory=dict)
    """The modules of Rust's front files that lie in files of another name."""
    resolved: dict[tuple[Path, Import], list[Reference]] = field(default_factory=dict)
    """What the imports of files mean that were resolved with this listing."""

    def add(self, file: Path) -> None:
        """Enter one file."""
        self.by_stem.setdefault(stem_of(file.name), []).append(file)
        self.by_folder.setdefault(file.parent, []).append(file)
        self.resolved.clear()

    def set(self, file: Path, *, is_there: bool) -> None:
        """Enter or remove one file that may be known."""
        known = file in self.in_folder(file.parent)
        if is_there and not known and is_source(file, self.root):
            self.add(file)
        elif known and not is_there:
            self.by_stem[stem_of(file.name)].remove(file)
            self.by_folder[file.parent].remove(file)
            self.resolved.clear()

    def ending_with(self, parts: tuple[str, ...], near: Path) -> list[Path]:
        """The files whose path without ending ends with `parts`, those near a folder first."""
        if not parts:
            return []
        found = [
            file
            for file in self.by_stem.get(parts[-1], ())
            if file.parts[-len(parts) : -1] == parts[:-1]
        ]
        return nearest(found, near)

    def in_folder(self, folder: Path) -> list[Path]:
        """The files right in a folder."""
        return self.by_folder.get(folder, [])

    def files(self) -> Iterator[Path]:
        """All files."""
        for listed in self.by_folder.values():
            yield from listed


def walk(
    root: Path, first: Iterable[Path] = (), is_stopped: Callable[[], bool] = lambda: False
) -> Listing:
    """List a workspace, breadth first, beginning with the folders `first`, until it is stopped."""
    found = Listing(root)
    seen: set[Path] = set()
    waiting = deque([*first, root])
    files = entries = 0
    while waiting and files < MOST_FILES and entries < MOST_ENTRIES and not is_stopped():
        folder = waiting.popleft()
        if folder in seen or not folder.is_relative_to(root):
            continue
        seen.add(folder)
        for entry in _entries(folder):
            entries += 1
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if _is_folder(entry):
                if entry.name not in _VENDORED:
                    waiting.append(folder / entry.name)
            elif _has_grammar(entry.name):
                found.add(folder / entry.name)
                files += 1
    return found


def is_source(file: Path, root: Path | None) -> bool:
    """Whether a walk of `root` would list a file, by its name and its folders' below `root`."""
    is_below = root is not None and file.is_relative_to(root)
    *folders, name = file.relative_to(root).parts if root and is_below else (file.name,)
    hidden = any(each.startswith(".") or each in _VENDORED for each in folders)
    return _has_grammar(name) and not name.startswith(".") and not hidden


def nearest(files: Iterable[Path], near: Path) -> list[Path]:
    """Files in the order of how near a folder they lie."""
    return sorted(files, key=lambda file: (-_shared(file, near), len(file.parts), file))


def stem_of(name: str) -> str:
    """A file's name up to its first dot, as imports write it: `a` of `a.d.ts`."""
    return name.partition(".")[0]


def _has_grammar(name: str) -> bool:
    return facts_of_file(name).id in LANGUAGES


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _shared(file: Path, near: Path) -> int:
    count = 0
    for one, other in zip(file.parts, near.parts, strict=False):
        if one != other:
            break
        count += 1
    return count
