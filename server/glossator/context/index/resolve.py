"""Which files of the workspace an import means, by the rules of its language.

Where a language looks along a search path (Python, Java, C …), a file is meant whose path ends with
what the import names, the nearest first: so `src` layouts, namespace packages, include folders and
source sets need no settings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import normpath

from glossator.context.index.imports import Import, Reference, family_of
from glossator.context.index.listing import Listing, stem_of
from glossator.context.index.rust_paths import resolve_rust, rust_package
from glossator.context.index.settings_file import settings_text

MOST = 400
"""Files of one package."""
HEADERS = (".h", ".hh", ".hpp", ".hxx")


def resolve(found: Import, file: Path, language: str, listing: Listing) -> list[Reference]:
    """The files that an import in `file` means, the most likely first."""
    known = listing.resolved.get((file, found))
    if known is None:
        rule = _RULES.get(family_of(language), _by_path)
        known = [each for each in rule(found, file, listing) if each.file != file][:MOST]
        listing.resolved[file, found] = known
    return known


def own_package(file: Path, language: str, listing: Listing) -> list[Path]:
    """The files that a language takes for one package with `file`: those in its folder.

    In Rust it is the module around the file's own, and the crate's macros; in C the headers, since
    nothing of another source file can be used that no header declares.
    """
    family = family_of(language)
    if family == "rust":
        return rust_package(file, listing)[:MOST]
    if family not in ("go", "jvm", "dotnet", "php", "c", "ruby"):
        return []
    is_test = file.name.endswith("_test.go")
    ending = file.suffix if family != "c" else HEADERS
    others = [each for each in listing.in_folder(file.parent) if each.name.endswith(ending)]
    return [
        each for each in others if each != file and (is_test or not each.name.endswith("_test.go"))
    ][:MOST]


def _python(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    dots = len(found.target) - len(found.target.lstrip("."))
    parts = tuple(part for part in found.target.split(".") if part)
    if dots:
        base = file.parent
        for _ in range(dots - 1):
            base = base.parent
        yield from _python_module(base.joinpath(*parts), found.names, listing)
        return
    for each in _python_roots(parts, file, listing):
        yield from _python_module(each, found.names, listing)


def _python_roots(parts: tuple[str, ...], file: Path, listing: Listing) -> list[Path]:
    """Where a dotted name may lie, without ending: the nearest place only."""
    files = listing.ending_with(parts, file.parent)
    packages = listing.ending_with((*parts, "__init__"), file.parent)
    namespaces = [
        folder for folder in listing.by_folder if folder.parts[-len(parts) :] == parts
    ] if not files and not packages else []  # fmt: skip
    found = [each.parent for each in packages] + [each.with_name(parts[-1]) for each in files]
    return (found or namespaces)[:1]


def _python_module(place: Path, names: tuple[str, ...], listing: Listing) -> Iterator[Reference]:
    here = [each for each in listing.in_folder(place.parent) if stem_of(each.name) == place.name]
    inside = listing.in_folder(place)
    here += [each for each in inside if stem_of(each.name) == "__init__"]
    for each in sorted(here, key=lambda each: each.suffix != ".pyi"):
        if each.suffix in (".py", ".pyi"):
            yield Reference(each, names)
    for each in inside:
        if stem_of(each.name) in names:
            yield Reference(each)
    for name in names:
        yield from (
            Reference(each)
            for each in listing.in_folder(place / name)
            if stem_of(each.name) == "__init__"
        )


def _javascript(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    for place in _script_places(found.target, file, listing):
        name = re.sub(r"\.(?:d\.)?[cm]?[jt]sx?$", "", place.name)
        exact = [each for each in listing.in_folder(place.parent) if _bare(each.name) == name]
        index = [each for each in listing.in_folder(place) if stem_of(each.name) == "index"]
        files = exact or index
        if files:
            yield from (Reference(each, found.names) for each in files[:2])
            return


def _bare(name: str) -> str:
    return re.sub(r"\.(?:d\.)?\w+$", "", name)


def _script_places(target: str, file: Path, listing: Listing) -> Iterator[Path]:
    """Where a module may lie: beside the file, at a path of tsconfig.json, in another package."""
    if target.startswith("."):
        yield Path(normpath(file.parent / target))
        return
    for folder in file.parents:
        yield from _mapped(target, folder)
        if (folder / ".git").exists():
            break
    for name, folder in _packages(_top(file), tuple(sorted(_package_folders(listing)))):
        if target == name or target.startswith(f"{name}/"):
            rest = target.removeprefix(name).strip("/")
            yield folder / "src" / rest if rest else folder / "src" / "index"
            yield folder / rest if rest else folder / "index"
            yield folder / "lib" / rest
    ending = tuple(target.split("/"))
    if len(ending) > 1:  # below a base folder that only the build knows
        yield from listing.ending_with((*ending[:-1], _bare(ending[-1])), file.parent)[:1]


def _top(file: Path) -> Path:
    return next((each for each in file.parents if (each / ".git").exists()), file.parents[-1])


@lru_cache(64)
def _mapped_paths(folder: Path, _stamp: int) -> tuple[tuple[str, str], ...]:
    """The aliases that tsconfig.json, jsconfig.json and package.json give in a folder."""
    found: list[tuple[str, str]] = []
    for name in ("tsconfig.json", "tsconfig.base.json", "jsconfig.json"):
        options = _json(folder / name).get("compilerOptions")
        options = options if isinstance(options, dict) else {}
        base, paths = options.get("baseUrl"), options.get("paths")
        for alias, places in paths.items() if isinstance(paths, dict) else ():
            for place in places if isinstance(places, list) else ():
                found.append((alias, normpath(f"{base or '.'}/{place}")))
        if isinstance(base, str):
            found.append(("*", normpath(f"{base}/*")))
    imports = _json(folder / "package.json").get("imports")
    for alias, place in imports.items() if isinstance(imports, dict) else ():
        for each in _texts(place):
            found.append((alias, normpath(each)))
            found.append((alias, normpath(re.sub(r"^\./(?:dist|lib|build)/", "src/", each))))
    return tuple(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)


def _mapped(target: str, folder: Path) -> Iterator[Path]:
    for alias, place in _mapped_paths(folder, _stamp(folder)):
        head, star, tail = alias.partition("*")
        if star and target.startswith(head) and target.endswith(tail):
            yield Path(
                normpath(folder / place.replace("*", target[len(head) : len(target) - len(tail)]))
            )
        elif alias == target:
            yield folder / place


def _stamp(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _package_folders(listing: Listing) -> set[Path]:
    """Folders above source files in which a package.json could stand: not below `src`."""
    found: set[Path] = set()
    for folder in listing.by_folder:
        found.add(folder)
        if folder.name in ("src", "lib"):
            found.add(folder.parent)
    return found if len(found) <= 5_000 else set()


@lru_cache(4)
def _packages(_top: Path, folders: tuple[Path, ...]) -> tuple[tuple[str, Path], ...]:
    """The packages of a monorepo, by the names that imports call them."""
    named = ((_json(folder / "package.json").get("name"), folder) for folder in folders)
    return tuple((name, folder) for name, folder in named if isinstance(name, str))


def _json(file: Path) -> dict[str, object]:
    """A settings file that may have comments and commas too many."""
    text = re.sub(
        r"^\s*//[^\n]*|/\*.*?\*/", "", settings_text(file), flags=re.MULTILINE | re.DOTALL
    )
    try:
        value = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _go(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    for module, folder in _go_modules(file):
        if found.target == module or found.target.startswith(f"{module}/"):
            place = Path(normpath(folder / found.target[len(module) :].lstrip("/")))
            for each in listing.in_folder(place):
                if each.suffix == ".go" and not each.name.endswith("_test.go"):
                    yield Reference(each)
            return


def _go_modules(file: Path) -> Iterator[tuple[str, Path]]:
    """The modules that are found on this disk: the file's own, those replaced, those of go.work."""
    for folder in file.parents:
        text = settings_text(folder / "go.mod")
        if own := re.search(r"^module\s+(\S+)", text, re.MULTILINE):
            yield own[1], folder
        for name, place in re.findall(
            r"^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s*=>\s*(\.\S*)", text, re.MULTILINE
        ):
            yield name, Path(normpath(folder / place))
        for place in re.findall(
            r"^\s*(?:use\s+)?(\.\S*)\s*$", settings_text(folder / "go.work"), re.MULTILINE
        ):
            used = Path(normpath(folder / place))
            if other := re.search(r"^module\s+(\S+)", settings_text(used / "go.mod"), re.MULTILINE):
                yield other[1], used


def _by_path(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    """Languages that name files or types: the file whose path has most of the name at its end."""
    target = re.sub(r"\.(?:rb|lua|sh)$", "", found.target)
    parts = tuple(part for part in re.split(r"[./\\]+", target) if part)
    for count in range(len(parts)):
        ending = parts[count:]
        files = listing.ending_with(ending, file.parent)
        related = [each for each in files if each.suffix == file.suffix or "h" in each.suffix]
        if related:
            yield from (Reference(each) for each in related[: 3 if count else 1])
            return
    # `import a.b.C.member`, or a namespace: the folder of that name.
    owner = parts[:-1]
    if owner and (files := listing.ending_with(owner, file.parent)):
        yield Reference(files[0])
        return
    for folder in listing.by_folder:
        if parts and folder.parts[-min(2, len(parts)) :] == parts[-2:]:
            yield from (Reference(each) for each in listing.in_folder(folder)[:50])
            return


def _include(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    """C and C++: the header whose path has most of the name at its end."""
    parts = tuple(part for part in found.target.split("/") if part not in ("", ".", ".."))
    if not parts:
        return
    *folders, name = parts
    for count in range(len(parts)):
        ending = (*folders[count:], stem_of(name))
        files = [each for each in listing.ending_with(ending, file.parent) if each.name == name]
        if files:
            yield Reference(files[0])
            return


def _by_type(found: Import, file: Path, listing: Listing) -> Iterator[Reference]:
    """Languages that name types, each in a file of its name."""
    names = re.split(r"[.\\]+", found.target)[-2:]
    for each in _by_path(found, file, listing):
        yield Reference(each.file, tuple(name for name in names if name == stem_of(each.file.name)))


_Rule = Callable[[Import, Path, Listing], Iterable[Reference]]
_RULES: dict[str, _Rule] = {
    "python": _python,
    "javascript": _javascript,
    "go": _go,
    "rust": resolve_rust,
    "c": _include,
    "jvm": _by_type,
    "dotnet": _by_type,
    "php": _by_type,
}
