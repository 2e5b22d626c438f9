"""What the rest of the room must know about a language: its grammar and the names of its nodes.

One module a language fills this in (`python.py`); `languages.py` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Span = tuple[int, int]
"""Start and end of a stretch of text, in code points, the end excluded."""


@dataclass(frozen=True, slots=True)
class Language:
    """The traits of one language, in terms of its grammar's node types.

    `atoms` are nodes whose text is compared whole, because not all of it belongs to a child.
    `ignored` are nodes without a meaning of their own, such as comments.
    `definitions` open a scope that has a name; `wrappers` are nodes that belong to the definition
    inside them, such as decorators with their function.
    `identifiers` are the nodes that name something.
    `is_docstring` says whether a node is documentation and not code. `members` lists the statements
    that define something for others in a file, or in a class; `defined_names` what one defines.
    """

    grammar: Callable[[], object]
    atoms: frozenset[str]
    ignored: frozenset[str]
    definitions: frozenset[str]
    wrappers: frozenset[str]
    identifiers: frozenset[str]
    is_docstring: Callable[[Node], bool]
    members: Callable[[Node], Iterable[Node]]
    defined_names: Callable[[Node], Iterable[str]]
