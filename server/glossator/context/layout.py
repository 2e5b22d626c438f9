"""How chosen declarations are shown to a model: by file, members below their type. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from glossator.context.index.candidates import Candidate
from glossator.context.index.imports import family_of
from glossator.languages import facts_of_file

Excerpt = tuple[str, str]
"""The name of a file, or of the files of a folder, and what is shown of it."""
Headers = Mapping[tuple[str, str], str]
"""The signatures of types by file and name, under which their members stand."""

INDENT = "    "
_PACKAGE_IS_A_FOLDER = ("go", "jvm", "dotnet", "php")
"""Families of languages in which a name says nothing of its file, or all of it."""


def headers_of(candidates: Iterable[Candidate]) -> Headers:
    """The headers of the types among the candidates."""
    return {
        (each.file, each.declaration.name): each.declaration.signature
        for each in candidates
        if not each.declaration.owner
    }


def fitting(order: Iterable[Candidate], size: int, headers: Headers) -> list[Candidate]:
    """As many of the candidates as `size` code points hold once they are shown, in their order."""
    chosen: list[Candidate] = []
    seen: set[tuple[str, str]] = set()
    for each in order:
        cost = _cost(each, seen, headers)
        if cost > size:
            if size < 60:
                break
            continue
        size -= cost
        seen |= {(_place(each.file), ""), (each.file, _group(each))}
        chosen.append(each)
    return chosen


def shown(chosen: Sequence[Candidate], headers: Headers) -> tuple[Excerpt, ...]:
    """Excerpts of files or folders, in the order of the first that is chosen of each."""
    places: dict[str, dict[tuple[str, str], list[str]]] = {}
    for each in chosen:
        declared = each.declaration
        groups = places.setdefault(_place(each.file), {})
        lines = groups.setdefault((each.file, _group(each)), [])
        if declared.owner:
            if not lines and (header := _header(each, headers)):
                lines.append(header)
            lines.append(INDENT + declared.signature)
        elif not lines or lines[0] != declared.signature:
            lines.insert(0, declared.signature)
    return tuple(
        (place, "\n".join(line for lines in groups.values() for line in lines))
        for place, groups in places.items()
    )


@lru_cache(10_000)
def _place(file: str) -> str:
    """Where the declarations of a file are shown: with those of its folder where that is a package.

    The names of files with a type each would take a third of the room.
    """
    if family_of(facts_of_file(file).id) not in _PACKAGE_IS_A_FOLDER:
        return file
    folder, slash, name = file.rpartition("/")
    return f"{folder}{slash}*.{name.rpartition('.')[2]}"


def _group(candidate: Candidate) -> str:
    return candidate.declaration.owner or candidate.declaration.name


def _header(candidate: Candidate, headers: Headers) -> str:
    """The line that says whose member it is, unless its signature does."""
    declared = candidate.declaration
    if declared.signature.startswith("func ("):
        return ""
    return headers.get((candidate.file, declared.owner), declared.owner)


def _cost(candidate: Candidate, seen: set[tuple[str, str]], headers: Headers) -> int:
    cost = len(candidate.declaration.signature) + 1
    if candidate.declaration.owner:
        cost += len(INDENT)
        if (candidate.file, candidate.declaration.owner) not in seen:
            cost += len(_header(candidate, headers)) + 1
    if (_place(candidate.file), "") not in seen:
        cost += len(_place(candidate.file))
    return cost
