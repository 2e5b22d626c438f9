"""What the syntax tree knows about a definition, in the terms of its documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from glossator.text.spans import Span

Kind = Literal[
    "function",
    "method",
    "constructor",
    "property",
    "macro",
    "class",
    "interface",
    "struct",
    "enum",
    "trait",
    "type",
    "extension",
    "namespace",
    "module",
]
TYPES = frozenset({"class", "interface", "struct", "enum", "trait", "extension"})
"""The kinds that have methods."""


LONGEST_CONDITION = 60
"""Code points; a longer condition of an exception explains nothing at a glance."""

MARKS = "*&$."
"""What names of parameters carry in front in one language or another."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as written: `name` with its stars, the texts of annotation and default.

    `is_type` marks a parameter in angle brackets, whose annotation is a sentence, `is_property` one
    that is a property as well. `alias` is what the body calls one that has no name outside.
    """

    name: str
    annotation: str = ""
    default: str = ""
    is_type: bool = False
    is_optional: bool = False
    is_property: bool = False
    alias: str = ""

    @property
    def key(self) -> str:
        """What the model calls it: the name without stars, dots and other marks."""
        return self.alias or self.name.rpartition(".")[2].lstrip(MARKS)


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception class that the body raises, and the condition right around it, as written."""

    name: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameters without the receiver, such as `self`, and how the definition is left.

    `result` is the annotation of what is returned, or of one value yielded; it is "" where there
    is none. Exceptions that the body itself catches are not in `raises`.
    """

    parameters: tuple[Parameter, ...] = ()
    returns: bool = False
    yields: bool = False
    result: str = ""
    raises: tuple[Raised, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The parameters' names as written, by what the model calls them."""
        return {each.key: each.name for each in self.parameters}

    @property
    def raised_names(self) -> dict[str, str]:
        """The exceptions' names as written, by the last part of each."""
        return {each.name.rpartition(".")[2]: each.name for each in self.raises}


@dataclass(frozen=True, slots=True)
class DocSlot:
    """Where documentation goes: it takes the place of `span`, set between `lead` and `trail`.

    Line ends in `lead` and `trail` are `\\n`, whatever the text has.
    """

    span: Span
    lead: str
    trail: str


@dataclass(frozen=True, slots=True)
class Documentable:
    """A definition that can carry documentation.

    `indent` is what the lines of its documentation begin with. `source` reaches from the first
    decorator to the end of the body. `docstring` is the literal that it has now, quotes included.
    `owner` is the first line of the class that a method belongs to, else "". `documented_by` names
    what else documents it, such as an attribute, in words for the user; a docstring beside that
    would document it twice.
    """

    kind: Kind
    name: str
    signature: Signature
    indent: str
    source: Span
    slot: DocSlot
    docstring: Span | None = None
    owner: str = ""
    documented_by: str = ""

    @property
    def is_documented(self) -> bool:
        """Whether it has documentation of any form."""
        return self.docstring is not None or bool(self.documented_by)


def whole_file(
    length: int, slot: DocSlot, docstring: Span | None, documented_by: str = ""
) -> Documentable:
    """The file itself, of `length` code points, as what its documentation is about."""
    span = (0, length)
    return Documentable("module", "", Signature(), "", span, slot, docstring, "", documented_by)
