"""The name under a cursor. Imports tree-sitter: import it lazily."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.syntax.registry import language_of, parse

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.language import Language


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
