"""A package that is installed for a project, and which of its files there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from glossator.context.index.imports import Reference
from glossator.context.index.listing import Listing, stem_of
from glossator.regular_file import read_regular

MOST_FOLDERS = 300
"""Folders of a package that are looked at."""
MOST_IN_FOLDER = 1_000
"""Files of one of its folders."""
_LARGEST = 4_000_000  # bytes of a list of what is installed


@dataclass(frozen=True, slots=True)
class Package:
    """A package as `name` calls it with its version.

    Its files are named below `root`; `taken` are those that an import leads to.
    """

    name: str
    root: Path
    listing: Listing
    taken: tuple[Reference, ...]


class PackageListing(Listing):
    """The files of a package in a `folder`, found where they are asked for; none through a link.

    Imports that name a place from the top on are meant from `base` on.
    """

    def __init__(self, folder: Path, base: Path, endings: tuple[str, ...]) -> None:
        super().__init__(folder, crates={})
        self._base = base
        self._endings = endings
        self._there = {folder: True}

    def in_folder(self, folder: Path) -> list[Path]:
        """The files right in a folder."""
        if folder not in self.by_folder and len(self.by_folder) < MOST_FOLDERS:
            self.by_folder[folder] = sorted(self._look(folder)) if self._has(folder) else []
        return self.by_folder.get(folder, [])

    def ending_with(self, parts: tuple[str, ...], near: Path) -> list[Path]:
        """The files that `parts` lead to."""
        place = self._base.joinpath(*parts)
        return [each for each in self.in_folder(place.parent) if stem_of(each.name) == place.name]

    def _has(self, folder: Path) -> bool:
        """Whether a folder is one of the package's, and neither it nor one around it a link."""
        if folder not in self._there:
            around = folder.parent
            is_inside = around != folder and folder.name != ".." and self._has(around)
            self._there[folder] = is_inside and folder.is_dir() and not folder.is_symlink()
        return self._there[folder]

    def _look(self, folder: Path) -> Iterator[Path]:
        try:
            with os.scandir(folder) as entries:
                for entry, _ in zip(entries, range(MOST_IN_FOLDER), strict=False):
                    if entry.name.endswith(self._endings) and entry.is_file(follow_symlinks=False):
                        yield folder / entry.name
        except OSError:
            return


@lru_cache(100)
def listing_of(
    folder: Path, base: Path, endings: tuple[str, ...], _stamp: int = 0
) -> PackageListing:
    """The files of a package with these endings; a `stamp` tells what is installed anew."""
    return PackageListing(folder, base, endings)


def has_link(base: Path, path: Path) -> bool:
    """Whether a folder or file on the way down from `base`, which may be one, is a link."""
    for part in path.relative_to(base).parts:
        base = base / part
        if base.is_symlink():
            return True
    return False


def text_of(file: Path) -> str:
    """The text of a list of what is installed; empty where there is none."""
    try:
        return read_regular(file, _LARGEST).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def folders_up(file: Path, root: Path) -> Iterator[Path]:
    """The folders that a file lies in, up to `root`."""
    for folder in file.parents:
        if folder.is_relative_to(root):
            yield folder
