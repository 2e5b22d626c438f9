"""Strings in a text, for what must not be cut in half. Imports tree-sitter: import it lazily."""

from __future__ import annotations

from glossator.syntax.registry import language_of, parse
from glossator.text.spans import Span


def string_around(text: str, offset: int, language_id: str) -> Span:
    """The outermost string that begins before the offset and ends after it, else nothing there.

    Raises KeyError for a language without a grammar.
    """
    tree, language = parse(text, language_id), language_of(language_id)
    at, found = tree.byte(offset), (offset, offset)
    node = tree.root.descendant_for_byte_range(at, at)
    while node is not None:
        is_string = node.type in language.atoms or "string" in node.type
        if is_string and node.start_byte < at < node.end_byte:
            found = tree.span(node)
        node = node.parent
    return found
