"""Packages of Go: those of the versions in `go.mod`, in the module cache or in `vendor`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from glossator.context.index.imports import Import, Reference
from glossator.context.index.installed.package import (
    Package,
    folders_up,
    has_link,
    listing_of,
    text_of,
)
from glossator.context.index.settings_file import settings_text

_REQUIRED = re.compile(r"^\s*(?:require\s+)?([\w.~/-]+\.[\w.~/-]+)\s+(v[\w.+-]+)", re.MULTILINE)
_REPLACED = re.compile(
    r"^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s*=>\s*(\S+)(?:[ \t]+(v[\w.+-]+))?", re.MULTILINE
)
_UPPER = re.compile("[A-Z]")


def go_package(found: Import, file: Path, root: Path) -> Package | None:
    """The package that an import means, unless its module is replaced by a folder or private."""
    settings = next((e for e in folders_up(file, root) if (e / "go.mod").is_file()), None)
    if settings is None:
        return None
    text = settings_text(settings / "go.mod")
    replaced = {each[0]: (each[1], each[2]) for each in _REPLACED.findall(text)}
    required = dict(_REQUIRED.findall(_REPLACED.sub("", text)))
    module = next((e for e in _up(found.target) if e in required), None)
    if module is None or _is_private(module):
        return None
    source, version = replaced.get(module, (module, required[module]))
    if not version or _is_private(source):
        return None
    below = found.target[len(module) :].strip("/")
    for base, top in _places(settings, module, source, version):
        place = base / below if below else base
        if not place.is_dir() or has_link(top, place):
            continue
        listing = listing_of(place, base, (".go",))
        taken = tuple(
            Reference(each)
            for each in listing.in_folder(place)
            if not each.name.endswith("_test.go")
        )
        return Package(f"{module} {version}", top, listing, taken)
    return None


def _places(folder: Path, module: str, source: str, version: str) -> Iterator[tuple[Path, Path]]:
    """Where a module may lie, each with the folder below which it is named."""
    vendor = folder / "vendor"
    if f"# {module} {version}" in text_of(vendor / "modules.txt").split("\n"):
        yield vendor / module, vendor
    for cache in _caches():
        escaped = _UPPER.sub(lambda found: f"!{found[0].lower()}", f"{source}@{version}")
        yield cache / escaped, cache


def _caches() -> Iterator[Path]:
    if cache := os.environ.get("GOMODCACHE"):
        yield Path(cache)
    for path in filter(None, os.environ.get("GOPATH", "").split(os.pathsep)):
        yield Path(path) / "pkg" / "mod"
    yield Path(os.path.expanduser("~/go/pkg/mod"))  # noqa: PTH111 - Path's raises without a home


def _is_private(module: str) -> bool:
    """Whether the user's settings of Go keep a module from public services."""
    patterns = f"{os.environ.get('GOPRIVATE', '')},{os.environ.get('GONOPROXY', '')}".split(",")
    return any(
        fnmatchcase(each, pattern.strip().rstrip("/"))
        for pattern in patterns
        if pattern.strip()
        for each in _up(module)
    )


def _up(path: str) -> Iterator[str]:
    """An import path, and those above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]
