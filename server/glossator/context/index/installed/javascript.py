"""Packages of npm: those that `package.json` wants by a version, in `node_modules`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import normpath

from glossator.context.index.imports import Import, Reference
from glossator.context.index.installed.package import (
    Package,
    PackageListing,
    folders_up,
    has_link,
    listing_of,
)
from glossator.context.index.settings_file import settings_text

FOLDER = "node_modules"
ENDINGS = (".d.ts", ".d.mts", ".d.cts")
_SCRIPT = re.compile(r"(?:\.d)?\.[cm]?[jt]sx?$")
_TABLES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
_INSTEAD = ("overrides", "resolutions")
_ELSEWHERE = re.compile(r"(?:file|link|portal|workspace|git|github|patch|https?)\b|[\w.-]*/|[.~/]")
"""How what is wanted begins where it is no version of a registry."""

_Values = dict[str, object]


def javascript_package(found: Import, file: Path, root: Path) -> Package | None:
    """The package with the types of what an import means, unless it comes from elsewhere."""
    named = re.match(r"(?:node:)?((?:@[\w.~-]+/)?[\w~-][\w.~-]*)(?:/(.+))?\Z", found.target)
    if named is None:
        return None
    types = f"@types/{named[1].lstrip('@').replace('/', '__')}"
    for name in (named[1], types):
        if not _is_wanted(name, file, root):
            continue
        for folder in _folders(name, file, root):
            settings = _json(folder / "package.json")
            if not settings or settings.get("private") is True:
                continue
            stamp = (folder / "package.json").stat().st_mtime_ns
            listing = listing_of(folder, folder, ENDINGS, stamp)
            entry = _entry(settings, named[2] or "", folder, listing)
            if entry is not None:
                version = settings.get("version")
                title = f"{name} {version}" if isinstance(version, str) else name
                taken = (Reference(entry, found.names),)
                return Package(title, _above(folder, name), listing, taken)
    return None


def _is_wanted(name: str, file: Path, root: Path) -> bool:
    """Whether the project wants a package by a version, and nowhere from elsewhere."""
    all_settings = [_json(each / "package.json") for each in folders_up(file, root)]
    wanted = [
        spec
        for settings in all_settings
        for table in (*_TABLES, *_INSTEAD)
        if isinstance(listed := settings.get(table), dict)
        if (spec := listed.get(name)) is not None
    ]
    return bool(wanted) and not any(
        isinstance(spec, str) and _ELSEWHERE.match(spec) for spec in wanted
    )


def _folders(name: str, file: Path, root: Path) -> Iterator[Path]:
    """Where a package lies. A link leads to one only in the store of a package manager."""
    for above in folders_up(file, root):
        folder = above / FOLDER / name
        if folder.is_symlink():
            real = folder.resolve()
            top = root.resolve()
            if real.is_relative_to(top):
                folder = root / real.relative_to(top)
        if not folder.is_relative_to(root) or not folder.is_dir() or has_link(root, folder):
            continue
        if FOLDER in folder.relative_to(root).parts:
            yield folder


def _above(folder: Path, name: str) -> Path:
    """The folder below which the files of a package are named by its name."""
    return folder.parents[name.count("/")] if folder.as_posix().endswith(f"/{name}") else folder


def _entry(settings: _Values, below: str, folder: Path, listing: PackageListing) -> Path | None:
    """The file of declarations that a package names for an import, or has in its place."""
    exported = settings.get("exports")
    places: list[object] = [*_exported(exported, f"./{below}" if below else ".")]
    if not below:
        places += [settings.get("types"), settings.get("typings"), settings.get("main"), "index"]
    else:
        places += [below, f"{below}/index"]
    for place in places:
        if isinstance(place, str) and place:
            path = Path(normpath(folder / _SCRIPT.sub("", place)))
            for each in listing.in_folder(path.parent):
                if _SCRIPT.sub("", each.name) == path.name:
                    return each
    return None


def _exported(exports: object, wanted: str) -> Iterator[str]:
    """What a package's exports say of a path, that for types first."""
    if not isinstance(exports, dict):
        return
    if not any(key.startswith(".") for key in exports):
        exports = {".": exports}
    for key, value in exports.items():
        head, star, tail = key.partition("*")
        if key == wanted:
            yield from _texts(value)
        elif star and wanted.startswith(head) and wanted.endswith(tail) and len(head) > 2:
            middle = wanted[len(head) : len(wanted) - len(tail)]
            yield from (each.replace("*", middle) for each in _texts(value))


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and depth < 8:
        for _, each in sorted(value.items(), key=lambda item: not item[0].startswith("types")):
            yield from _texts(each, depth + 1)


def _json(file: Path) -> _Values:
    return _values(settings_text(file) or "{}")


@lru_cache(32)
def _values(text: str) -> _Values:
    """The values in a text, for which each import of a file asks again."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
