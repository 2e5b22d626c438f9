"""Which definitions a stretch of a text holds. Imports tree-sitter: import it lazily."""

from __future__ import annotations

from dataclasses import dataclass

from glossator.syntax.documentable import documentables
from glossator.syntax.signature import Documentable
from glossator.text.remembered import remembered
from glossator.text.spans import Span

_VALUES = frozenset({"property"})


@dataclass(frozen=True, slots=True)
class Named:
    """A definition: its name, where it stands, and the first line of its owner or ""."""

    name: str
    span: Span
    owner: str
    is_value: bool


def definitions_in(text: str, span: Span, language_id: str, *, nested: bool = False) -> list[Named]:
    """The definitions that lie in `span`, in the order of the text.

    Those inside of others only with `nested`. The decorators of the first may stand above.
    Raises KeyError for a language without a grammar.
    """
    start, end = span
    found: list[Named] = []
    for each in _documentables(text, language_id):
        first, last = each.source
        begins = start <= first or (start < last and _are_decorators(text[first:start]))
        inside = begins and last <= end + 1
        if inside and (nested or not found or first >= found[-1].span[1]):
            named = Named(each.name, (first, last), each.owner, each.kind in _VALUES)
            found.append(named)
    return found


# One edit asks about the file before it and after it, and about the answer, several times each.
@remembered(3)
def _documentables(text: str, language_id: str) -> tuple[Documentable, ...]:
    return tuple(documentables(text, language_id))


def _are_decorators(text: str) -> bool:
    return text.lstrip().startswith(("@", "[", "#[")) and text.count("(") == text.count(")")


def definitions_around(text: str, span: Span, language_id: str) -> list[Named]:
    """The definitions that hold `span` and more, outermost first.

    Raises KeyError for a language without a grammar.
    """
    start, end = span
    return [
        Named(each.name, each.source, each.owner, each.kind in _VALUES)
        for each in _documentables(text, language_id)
        if each.source[0] <= start and end <= each.source[1] and each.source != span
    ]
