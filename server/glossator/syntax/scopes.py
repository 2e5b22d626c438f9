"""The surroundings that explain a stretch of code: its scope, and what it uses of the same file.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from glossator.syntax.language import Language
from glossator.syntax.registry import language_of, parse
from glossator.syntax.tree import SourceTree
from glossator.text.lines import line_end, line_start
from glossator.text.spans import Span, trimmed

if TYPE_CHECKING:
    from tree_sitter import Node


_MARKS = frozenset({"decorator", "attribute_item"})
"""Decorators as grammars have them that do not make them part of what they belong to."""

_MOST_NODES = 20_000
"""Nodes of a span, and statements around it, that are looked at: a file may have a million."""


def enclosing_scope(text: str, start: int, end: int, language_id: str) -> Span | None:
    """The innermost definition that holds the span and more than it; None at the top level.

    Blank space around the span does not count; an empty span means what its line holds next to it,
    so that a cursor at the end of a definition, or before it on its line, means that.
    Raises KeyError for a language without a grammar.
    """
    tree, language = parse(text, language_id), language_of(language_id)
    start, end = trimmed(text, start, end)
    if start == end:
        start = end = _nearest_on_line(text, start)
    around = (
        tree.span(_whole(node, language)) for node in _scopes_around(tree, start, end, language)
    )
    return next((span for span in around if span != (start, end)), None)


def definitions_used(text: str, start: int, end: int, language_id: str) -> list[Span]:
    """Where the names used in the span are defined in this file, in the order of the file.

    These are imports, functions, classes and variables of the top level, and members of the classes
    around the span; definitions that overlap the span are left out.
    Raises KeyError for a language without a grammar.
    """
    tree, language = parse(text, language_id), language_of(language_id)
    used = {
        tree.source(node)
        for node in islice(_nodes_within(tree, start, end), _MOST_NODES)
        if node.type in language.identifiers
    }
    owners = [tree.root, *_scopes_around(tree, start, end, language)]
    found = {
        tree.span(statement)
        for owner in owners
        for statement in islice(language.members(owner), _MOST_NODES)
        if used & set(language.defined_names(statement))
    }
    return sorted(span for span in found if span[1] <= start or end <= span[0])


def _nearest_on_line(text: str, offset: int) -> int:
    """The offset of the solid code point of its line that is nearest to `offset`."""
    first, last = trimmed(text, line_start(text, offset), line_end(text, offset))
    if first == last:
        return offset
    at = min(max(offset, first), last - 1)
    if at < last - 1:
        return at
    while first < at and text[at] in ";,)" and text[at - 1] in ")]}":
        at -= 1  # the end of `f(() => {});` means what the braces hold
    return at


def _scopes_around(tree: SourceTree, start: int, end: int, language: Language) -> Iterator[Node]:
    """The definitions that hold the span, innermost first."""
    first, last = tree.byte(start), tree.byte(end)
    node = tree.root.descendant_for_byte_range(first, last)
    while node is not None:
        if language.opens_scope(node):
            yield node
        elif node.type in language.wrappers and not _holds_definition(node, first, last, language):
            # The span is a decorator, or reaches over decorator and definition.
            yield from filter(language.opens_scope, node.children)
        elif node.type in _MARKS:
            yield from filter(language.opens_scope, _after_marks(node))
        node = node.parent


def _after_marks(mark: Node) -> Iterator[Node]:
    """What a decorator belongs to that is its sibling: the first node after it that is none."""
    node = mark.next_named_sibling
    while node is not None and (node.type in _MARKS or "comment" in node.type):
        node = node.next_named_sibling
    if node is not None:
        yield node


def _holds_definition(wrapper: Node, first: int, last: int, language: Language) -> bool:
    inner = filter(language.opens_scope, wrapper.children)
    return any(child.start_byte <= first and last <= child.end_byte for child in inner)


def _whole(definition: Node, language: Language) -> Node:
    whole = definition
    while whole.parent is not None and whole.parent.type in language.wrappers:
        whole = whole.parent
    return whole


def _nodes_within(tree: SourceTree, start: int, end: int) -> Iterator[Node]:
    first, last = tree.byte(start), tree.byte(end)
    waiting = [tree.root]
    while waiting:
        node = waiting.pop()
        if node.start_byte < last and first < node.end_byte:
            yield node
            waiting += node.children
