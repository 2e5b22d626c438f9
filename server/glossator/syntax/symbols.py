"""The name under a cursor, and where a name is used. Imports tree-sitter: import it lazily."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.syntax.registry import language_of, parse

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.language import Language
    from glossator.syntax.tree import SourceTree


MOST_PLACES = 50
"""Places of a name that are looked at."""


def symbol_at(text: str, offset: int, language_id: str) -> str:
    """The name that is used at the offset; "" where there is none, or one that is defined here.

    Raises KeyError for a language without a grammar.
    """
    tree, language = parse(text, language_id), language_of(language_id)
    at = tree.byte(offset)
    for byte in (at, at - 1):
        node = tree.root.descendant_for_byte_range(byte, byte) if byte >= 0 else None
        if node is not None and node.type in language.identifiers:
            return "" if _is_defined_here(node, language) else tree.source(node)
    return ""


def _is_defined_here(node: Node, language: Language) -> bool:
    owner = node.parent
    return (
        owner is not None
        and language.opens_scope(owner)
        and owner.child_by_field_name("name") == node
    )


def uses_of(text: str, name: str, language_id: str) -> list[int]:
    """Where a name is used, and not defined, in the order of the text (code points).

    Nothing for a name that stands in very many places.
    Raises KeyError for a language without a grammar.
    """
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    if len(places) > MOST_PLACES:
        return []
    tree, language = parse(text, language_id), language_of(language_id)
    return [place for place in places if _is_use(tree, tree.byte(place), name, language)]


def _is_use(tree: SourceTree, byte: int, name: str, language: Language) -> bool:
    node = tree.root.descendant_for_byte_range(byte, byte)
    if node is None or node.type not in language.identifiers or tree.source(node) != name:
        return False
    return not _is_defined_here(node, language)
