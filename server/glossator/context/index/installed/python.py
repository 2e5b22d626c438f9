"""Packages of Python in the environment of a project: `.venv` or `venv` in its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from glossator.context.index.imports import Import
from glossator.context.index.installed.package import Package, folders_up, has_link, text_of
from glossator.context.index.listing import Listing, stem_of
from glossator.context.index.resolve import resolve

ENVIRONMENTS = (".venv", "venv")
MOST_FILES = 3_000
"""Files of one distribution."""
_NAME = re.compile(r"(.+)-([^-]+)\.dist-info")


def python_package(found: Import, file: Path, root: Path) -> Package | None:
    """The package that an import means, unless it is installed from a folder or an address."""
    if found.target.startswith(".") or not found.target:
        return None
    for site in _site_packages(file, root):
        stamp = site.stat().st_mtime_ns
        for each in _spellings(found):
            place = _place(each.target, site, stamp)
            if place is None:
                continue
            listing, name, is_stubs = place
            top, _, rest = each.target.partition(".")
            target = f"{top}-stubs{'.' * bool(rest)}{rest}" if is_stubs else each.target
            if taken := resolve(Import(target, each.names), file, "python", listing):
                return Package(name, site, listing, tuple(taken))
    return None


def _spellings(found: Import) -> Iterator[Import]:
    """An import, and what it means where it takes modules from a namespace."""
    yield found
    for name in found.names:
        yield Import(f"{found.target}.{name}")


def _site_packages(file: Path, root: Path) -> Iterator[Path]:
    for folder in folders_up(file, root):
        for name in ENVIRONMENTS:
            environment = folder / name
            if not (environment / "pyvenv.cfg").is_file():
                continue
            for site in (*environment.glob("lib/python3*/site-packages"),
                         environment / "Lib" / "site-packages"):  # fmt: skip
                if site.is_dir() and not has_link(root, site):
                    yield site
                    break


@lru_cache(256)
def _place(target: str, site: Path, stamp: int) -> tuple[Listing, str, bool] | None:
    """The files of the distribution that has a module, its name, and whether it is of stubs."""
    parts = target.split(".")
    top, *rest = parts
    is_typed = (site / top / "py.typed").is_file()
    if not is_typed and (info := _distribution((f"{top}-stubs", *rest), site, stamp)) is not None:
        return _listing(info), _name_of(info), True
    info = _distribution(tuple(parts), site, stamp)
    return None if info is None else (_listing(info), _name_of(info), False)


def _distribution(parts: tuple[str, ...], site: Path, stamp: int) -> Path | None:
    """The record of the distribution that has a module or the package around it."""
    infos = _infos(site, stamp).get(parts[0], ())
    for count in range(len(parts), 0, -1):
        module = site.joinpath(*parts[:count])
        for info in infos:
            listing = _listing(info)
            names = {stem_of(each.name) for each in listing.in_folder(module.parent)}
            inside = {stem_of(each.name) for each in listing.in_folder(module)}
            if module.name in names or "__init__" in inside or (len(parts) == 1 and inside):
                is_own = (info / "direct_url.json").exists()
                return None if is_own or info.is_symlink() else info
    return None


@lru_cache(4)
def _infos(site: Path, _stamp: int) -> dict[str, list[Path]]:
    """The records of the distributions that have files below a name."""
    found: dict[str, list[Path]] = {}
    for info in sorted(site.glob("*.dist-info")):
        lines = text_of(info / "RECORD").split("\n")
        for top in {re.split(r"[/,.]", line, maxsplit=1)[0] for line in lines}:
            found.setdefault(top, []).append(info)
    return found


def _name_of(info: Path) -> str:
    named = _NAME.fullmatch(info.name)
    return f"{named[1]} {named[2]}" if named else info.stem


@lru_cache(32)
def _listed(info: Path, _stamp: int) -> Listing:
    site = info.parent
    listing = Listing(site)
    names = {line.partition(",")[0] for line in text_of(info / "RECORD").split("\n")}
    wanted = sorted(each for each in names if each.endswith((".py", ".pyi")) and ".." not in each)
    for name in wanted[:MOST_FILES]:
        if name.endswith(".pyi") or f"{name}i" not in names:
            listing.add(site / name)
    return listing


def _listing(info: Path) -> Listing:
    return _listed(info, (info / "RECORD").stat().st_mtime_ns)
