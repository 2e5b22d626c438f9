"""Crates of a registry: those of the versions in `Cargo.lock`, as Cargo has unpacked them."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from glossator.context.index.imports import Import
from glossator.context.index.installed.package import (
    Package,
    folders_up,
    has_link,
    listing_of,
    text_of,
)
from glossator.context.index.resolve import resolve
from glossator.context.index.settings_file import settings_text

_LOCKED = re.compile(
    r'^\[\[package\]\]\nname = "([^"]+)"\nversion = "([^"]+)"(?:\nsource = "([^"]+)")?',
    re.MULTILINE,
)
_TABLES = ("dependencies", "dev-dependencies", "build-dependencies")
_REGISTRIES = ("registry+", "sparse+")


def rust_package(found: Import, file: Path, root: Path) -> Package | None:
    """The crate that a path begins with, where it comes from a registry."""
    first = found.target.partition("::")[0]
    crate = crates_of(file, root).get(first)
    lock = next((e for e in folders_up(file, root) if (e / "Cargo.lock").is_file()), None)
    if crate is None or lock is None:
        return None
    name, wanted = crate
    version = _version(name, wanted, lock / "Cargo.lock")
    if version is None:
        return None
    for registry in _registries():
        folder = registry / f"{name}-{version}"
        if not folder.is_dir() or has_link(registry, folder):
            continue
        listing = listing_of(folder, folder, (".rs",))
        listing.crates = {first: [folder / "src"]}
        taken = tuple(resolve(found, file, "rust", listing))
        return Package(f"{name} {version}", registry, listing, taken)
    return None


def crates_of(file: Path, root: Path) -> dict[str, tuple[str, str]]:
    """The crates that a file may use, by their names there, with the versions wanted.

    None of a path or of a repository is among them.
    """
    folders = [each for each in folders_up(file, root) if (each / "Cargo.toml").is_file()]
    texts = tuple(settings_text(each / "Cargo.toml") for each in folders)
    return _crates(texts) if texts else {}


@lru_cache(32)
def _crates(texts: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    own, *above = map(_toml, texts)
    shared = [_table(_table(each, "workspace"), "dependencies") for each in (own, *above)]
    listed = [_table(each, table) for each in _with_targets(own) for table in _TABLES]
    found: dict[str, tuple[str, str]] = {}
    for name, said in ((name, said) for each in listed for name, said in each.items()):
        is_shared = isinstance(said, dict) and said.get("workspace") is True
        spec = next((each[name] for each in shared if name in each), None) if is_shared else said
        if isinstance(spec, str):
            spec = {"version": spec}
        if not isinstance(spec, dict) or "path" in spec or "git" in spec:
            continue
        package, version = spec.get("package", name), spec.get("version", "")
        if isinstance(package, str) and isinstance(version, str):
            found[name.replace("-", "_")] = package, version
    return found


def _with_targets(settings: dict[str, object]) -> list[dict[str, object]]:
    targets = _table(settings, "target")
    return [settings, *(_table(targets, each) for each in targets)]


def _table(values: dict[str, object], name: str) -> dict[str, object]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _toml(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _version(name: str, wanted: str, lock: Path) -> str | None:
    """The version of a crate that is locked, the newest of those that are wanted."""
    found = _locked(lock, lock.stat().st_mtime_ns).get(name, ())
    begins = wanted.lstrip("^~= ").split(".")[0]
    fitting = [each for each in found if each.split(".")[0] == begins] or list(found)
    return max(fitting, key=_ordered, default=None)


@lru_cache(16)
def _locked(lock: Path, _stamp: int) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    own: set[str] = set()
    for name, version, source in _LOCKED.findall(text_of(lock)):
        versions.setdefault(name, []).append(version)
        if not source.startswith(_REGISTRIES):
            own.add(name)
    return {name: found for name, found in versions.items() if name not in own}


def _ordered(version: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", version)]


def _registries() -> Iterator[Path]:
    home = os.environ.get("CARGO_HOME") or os.path.expanduser("~/.cargo")  # noqa: PTH111
    yield from sorted((Path(home) / "registry" / "src").glob("*"))
