"""Strings in a text, for what must not be cut or moved. Imports tree-sitter: import it lazily."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.syntax.registry import language_of, parse, root_of
from glossator.text.spans import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.language import Language

_HEREDOC_TEXT = frozenset({"heredoc_body", "heredoc_content", "heredoc_end", "nowdoc_body"})
_STRING = re.compile(r"string|heredoc|nowdoc|template_literal|text_block")


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


def rows_in_strings(text: str, language_id: str) -> frozenset[int]:
    """The rows that begin inside of a string, whose white space is part of a value.

    Docstrings do not count: whoever shows them takes their indentation off. Raises KeyError for a
    language without a grammar.
    """
    language, rows = language_of(language_id), set[int]()
    waiting: list[Node] = [parse(text, language_id).root]
    while waiting:
        node = waiting.pop()
        first, last = node.start_point[0], node.end_point[0]
        if node.type in _HEREDOC_TEXT:
            last -= node.end_point[1] == 0 and last > first
            rows.update(range(first + (node.start_point[1] > 0), last + 1))
        elif first == last or language.is_docstring(node):
            continue
        elif _is_string(node, language):
            rows.update(range(first + 1, last + 1))
        waiting += node.children
    return frozenset(rows)


def rows_by_parser(text: str, language_id: str) -> frozenset[int]:
    """The same, in a language of which no more than a grammar is known.

    Raises KeyError where that is not installed.
    """
    rows = set[int]()
    root = root_of(text, language_id)
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        if _STRING.search(node.type):
            rows.update(range(node.start_point[0] + 1, node.end_point[0] + 1))
        elif node.start_point[0] != node.end_point[0]:
            waiting += node.children
    return frozenset(rows)


def _is_string(node: Node, language: Language) -> bool:
    if node.type in language.ignored or "concat" in node.type or node.type == "heredoc_redirect":
        return False
    return bool(_STRING.search(node.type)) or node.type in language.atoms
