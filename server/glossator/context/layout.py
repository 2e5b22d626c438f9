"""How chosen declarations are shown to a model: by file, members below their type. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from glossator.context.index.candidates import Candidate

Excerpt = tuple[str, str]
"""A file's name and what is shown of it."""
Headers = Mapping[tuple[str, str], str]
"""The signatures of types by file and name, under which their members stand."""

INDENT = "    "


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
        seen |= {(each.file, ""), (each.file, _group(each))}
        chosen.append(each)
    return chosen


def shown(chosen: Sequence[Candidate], headers: Headers) -> tuple[Excerpt, ...]:
    """Excerpts of files, in the order of the first that is chosen of each."""
    files: dict[str, dict[str, list[str]]] = {}
    for each in chosen:
        declared = each.declaration
        lines = files.setdefault(each.file, {}).setdefault(_group(each), [])
        if declared.owner:
            if not lines and (header := _header(each, headers)):
                lines.append(header)
            lines.append(INDENT + declared.signature)
        elif not lines or lines[0] != declared.signature:
            lines.insert(0, declared.signature)
    return tuple(
        (file, "\n".join(line for lines in groups.values() for line in lines))
        for file, groups in files.items()
    )


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
    if (candidate.file, "") not in seen:
        cost += len(candidate.file)
    return cost
