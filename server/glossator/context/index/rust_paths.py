"""Which files the paths of Rust mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from glossator.context.index.imports import Import, Reference
from glossator.context.index.listing import Listing, stem_of
from glossator.context.index.settings_file import settings_text

_PATH = re.compile(r'#\[path\s*=\s*"([\w./-]+)"\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;')


def resolve_rust(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    """The files that a path in `file` means."""
    first, *rest = found.target.split("::")
    base = _base(file)
    if first == "self":
        bases = [base]
    elif first == "super":
        up = base.parent
        while rest and rest[0] == "super":
            up, rest = up.parent, rest[1:]
        bases = [up]
    elif first == "crate":
        bases = [_crate(file)]
    else:
        if listing.crates is None:
            listing.crates = _crates(listing)
        crates = listing.crates.get(first, [])
        bases = crates or [base]
        rest = rest if crates else [first, *rest]
    for each in bases:
        yield from _by_path(each, tuple(rest), listing)


def _by_path(base: Path, parts: tuple[str, ...], listing: Listing) -> Iterator[Reference]:
    """The module that the longest beginning of a path names, and what the rest takes from it."""
    for count in range(len(parts), -1, -1):
        place = base.joinpath(*parts[:count])
        # the next part may be a module whose body is in the file
        names = tuple(dict.fromkeys((*parts[count : count + 1], *parts[count + 1 :][-1:])))
        files = [
            each
            for each in listing.in_folder(place.parent)
            if each.name == f"{place.name}.rs" and count
        ]
        files += [
            each
            for each in listing.in_folder(place)
            if each.name in ("mod.rs", *(() if count else ("lib.rs", "main.rs")))
        ]
        if files:
            mounted = [_mounted(each, names[0], listing) for each in files if len(names) == 2]
            yield from (Reference(each, names[1:]) for each in mounted if each is not None)
            yield from (Reference(each, names) for each in files)
            return


def _mounted(front: Path, name: str, listing: Listing) -> Path | None:
    """The file that a front file names for a module, where it is not called like the module."""
    if front not in listing.mounted:
        paths = _PATH.findall(settings_text(front))
        files = {each: front.parent / path for path, each in paths}
        listing.mounted[front] = {
            each: file for each, file in files.items() if file in listing.in_folder(file.parent)
        }
    return listing.mounted[front].get(name)


def _base(file: Path) -> Path:
    """The folder in which the modules of a module lie."""
    is_front = file.name in ("mod.rs", "lib.rs", "main.rs")
    return file.parent if is_front else file.parent / stem_of(file.name)


def _crate(file: Path) -> Path:
    """The folder with the crate's front file."""
    for folder in file.parents:
        has_front = any((folder / front).is_file() for front in ("lib.rs", "main.rs"))
        if has_front and (folder.name == "src" or (folder / "Cargo.toml").is_file()):
            return folder
        if (folder / "Cargo.toml").is_file():
            return folder / "src"
    return file.parent


def rust_package(file: Path, listing: Listing) -> list[Path]:
    """The module around a file's own, and the crate's macros, which no `use` brings in."""
    around = file.parent.parent if file.name == "mod.rs" else file.parent
    fronts = [each for each in listing.in_folder(around) if each.name in ("mod.rs", "lib.rs")]
    fronts += [
        each for each in listing.in_folder(around.parent) if each.name == f"{around.name}.rs"
    ]
    crate = _crate(file)
    macros = [each for each in listing.by_stem.get("macros", ()) if each.is_relative_to(crate)]
    macros += listing.in_folder(crate / "macros")
    return [each for each in dict.fromkeys((*fronts, *macros)) if each != file]


def _crates(listing: Listing) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for front in listing.by_stem.get("lib", ()):
        if front.name == "lib.rs":
            text = settings_text(front.parent.parent / "Cargo.toml")
            name = re.search(r'^\s*name\s*=\s*"([\w-]+)"', text, re.MULTILINE)
            for each in {name[1] if name else "", front.parent.parent.name} - {""}:
                found.setdefault(each.replace("-", "_"), []).append(front.parent)
    return found
