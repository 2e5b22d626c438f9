"""What the modules of `syntax` must know about a language: its grammar and the names of its nodes.

One module a language fills this in (`python.py`, `rust.py`, …); `languages.py` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.signature import Documentable, Kind
    from glossator.syntax.tree import SourceTree

NEVER = re.compile(r"(?!)")
"""Finds nothing."""


class Documentation(Protocol):
    """What can be documented in a language, and where its documentation stands or belongs."""

    def at(self, tree: SourceTree, offset: int) -> Documentable | None:
        """What a cursor at `offset` means."""

    def all(self, tree: SourceTree) -> Iterator[Documentable]:
        """Every definition, in source order; not the file itself."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language, in terms of its grammar's node types.

    `atoms` are nodes whose text is compared whole, because not all of it belongs to a child.
    `ignored` are nodes without a meaning of their own, such as comments, but for those whose text
    `directives` finds something in: a tool obeys them. They govern what stands right below them,
    but for those that `magic` finds something in, which are about the file.
    `opens_scope` says whether a node is a definition with a scope of its own; `wrappers` are nodes
    that belong to the definition inside them, such as decorators with their function.
    `identifiers` are the nodes that name something.
    `is_docstring` says whether a node is documentation and not code. `members` lists the statements
    that define something for others in a file, or in a class; `defined_names` what one defines.
    `declares` names what a node itself declares, with its kind; `attributes_in` lists the nodes of
    a method that declare attributes of its object.
    """

    grammar: Callable[[], object]
    ignored: frozenset[str]
    opens_scope: Callable[[Node], bool]
    wrappers: frozenset[str]
    identifiers: frozenset[str]
    members: Callable[[Node], Iterable[Node]]
    defined_names: Callable[[Node], Iterable[str]]
    declares: Callable[[Node], Iterable[tuple[Kind, str]]]
    documentation: Documentation
    atoms: frozenset[str] = frozenset()
    is_docstring: Callable[[Node], bool] = lambda _: False
    directives: re.Pattern[str] = NEVER
    magic: re.Pattern[str] = NEVER
    attributes_in: Callable[[Node], Iterable[Node]] | None = None


def grammar_of(package: str, name: str) -> Callable[[], object]:
    """A `Language`'s grammar out of a package that may not be installed; loads it when called."""

    def grammar() -> object:
        found: object = getattr(import_module(package), name)()
        return found

    return grammar
