"""Whether a place in the code is text: a string's or a comment's. Imports tree-sitter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.syntax.registry import parse

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.tree import SourceTree

_TEXT = re.compile(r"string|comment|char_literal|character|regex|heredoc|rune")
_CODE_WITHIN = re.compile(r"interpolation|substitution|embedded|expansion")
_QUOTE = re.compile(r"[\"'`]|\[=*\[")
_LINE_COMMENT = re.compile(r"(?:#|//|--|;)")


def in_literal(text: str, offset: int, language: str) -> bool | None:
    """Whether a string or comment is open at `offset`; None where the tree is broken there.

    It is also where a quote before the offset is read as no string's: what follows it is no code.

    Raises KeyError for a language without a grammar.
    """
    tree = parse(text, language)
    at = tree.byte(offset)
    node = tree.root.descendant_for_byte_range(max(0, at - 1), at)
    while node is not None:
        if node.type == "ERROR" or node.is_missing:
            return None
        if _CODE_WITHIN.search(node.type):
            return False
        if _TEXT.search(node.type) and node.start_byte < at:
            source = tree.source(node)
            if at < node.end_byte or _LINE_COMMENT.match(source):
                return True
        node = node.parent
    return None if _has_lone_quote(tree, at) else False


def _has_lone_quote(tree: SourceTree, end: int) -> bool:
    """Whether the parser has given up at a quote before the byte `end`."""
    waiting: list[Node] = [tree.root] if tree.root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.is_error and _QUOTE.search(tree.source(node)):
            return True
        waiting += [it for it in node.children if it.has_error and it.start_byte < end]
    return False
