"""Where a signature and its documentation differ: no model is needed to see it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.update.entries import Entry, Existing
from glossator.actions.docstring.update.types import contradict
from glossator.syntax.signature import Documentable, Parameter, Raised

CALLED = frozenset({"function", "method", "constructor", "macro"})
"""The kinds whose documented parameters are all in the signature."""


def missing(existing: Existing, subject: Documentable) -> list[Parameter | Raised]:
    """Parameters and exceptions of the signature that the documentation does not tell."""
    signature = subject.signature
    entries = existing.of(Topic.PARAMETER)
    full, roots = documented_names(entries), documented_names(entries, full=False)
    lacking: list[Parameter | Raised] = []
    for each in signature.parameters:
        name = key(each.name)
        owner, dot, _ = name.partition(".")
        # The properties of one parameter are told where anyone has told any.
        if {name, each.alias} & full or (dot and (owner in roots or entries)):
            continue
        if each.name.startswith("**") and any(entry.is_free for entry in entries):
            continue
        if _takes_apart(subject) and not dot and any("." in full_name for full_name in full):
            continue
        lacking.append(each)
    raised = {
        name.rpartition(".")[2].rpartition("\\")[2]
        for entry in existing.of(Topic.RAISES)
        for name in entry.names
    }
    unnamed = any(not entry.names for entry in existing.of(Topic.RAISES))
    lacking += (
        each
        for each in signature.raises
        if each.name.rpartition(".")[2].rpartition("\\")[2] not in raised and not unnamed
    )
    return lacking


def gone(existing: Existing, subject: Documentable) -> list[Entry]:
    """Entries of parameters that the signature does not have."""
    signature = subject.signature
    takes_more = any(each.name.startswith(("**", "...")) for each in signature.parameters)
    if subject.kind not in CALLED or takes_more or _takes_apart(subject):
        return []
    names = {key(each.name) for each in signature.parameters}
    names |= {each.alias for each in signature.parameters}
    return [
        entry
        for entry in existing.of(Topic.PARAMETER)
        if entry.names and not entry.is_free and not documented_names([entry], full=False) & names
    ]


def contradicted(
    existing: Existing, texts: Sequence[str], subject: Documentable
) -> Iterator[tuple[Entry, str]]:
    """Entries whose type cannot be true beside the one in the code, and that one."""
    for entry in existing.entries:
        region = entry.kind
        if region is None or region.line != region.end_line or len(entry.names) > 1:
            continue
        parameter = parameter_of(entry, subject)
        if entry.topic is Topic.RESULT:
            written = subject.signature.result
        else:
            written = parameter.annotation if parameter is not None else ""
        if written and contradict(region.of(texts), written):
            yield entry, written


def parameter_of(entry: Entry, subject: Documentable) -> Parameter | None:
    """The parameter of the signature that an entry is about."""
    if entry.topic is not Topic.PARAMETER or len(entry.names) != 1:
        return None
    name = entry.names[0]
    for each in subject.signature.parameters:
        if key(each.name) == key(name) or name == each.alias:
            return each
    return None


def _takes_apart(subject: Documentable) -> bool:
    """Whether a parameter has no name of its own, but is taken apart."""
    return any("." in each.name.strip(".") for each in subject.signature.parameters)


def documented_names(entries: Iterable[Entry], *, full: bool = True) -> set[str]:
    """The names in the entries without marks; `full` with those of properties."""
    names = {key(name) for entry in entries for name in entry.names}
    return names if full else {name.partition(".")[0].partition("[")[0] for name in names}


def key(name: str) -> str:
    """A parameter's name without stars and other marks."""
    return name.strip("<>?`").lstrip("*&$.@") or name
