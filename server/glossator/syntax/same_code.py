"""Whether two texts are the same code, whatever their comments and docstrings say.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from glossator.syntax.nodes import before
from glossator.syntax.registry import language_of, parse

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.language import Language


def same_code(before: str, after: str, language_id: str) -> bool:
    """Whether the syntax trees are equal, texts of the leaves included, but for documentation.

    Code with errors is compared like any other: the same errors in the same places are the same.
    Of a text that is beyond the bounds of `parse`, nothing may differ.
    Raises KeyError for a language without a grammar.
    """
    language = language_of(language_id)
    trees = parse(before, language_id), parse(after, language_id)
    if not all(tree.is_whole for tree in trees):
        return before == after
    pairs = [(trees[0].root, trees[1].root)]
    while pairs:
        left, right = pairs.pop()
        if left.type != right.type:
            return False
        # What reads the same is parsed the same, unless an error made the parser guess.
        if left.text == right.text and not left.has_error and not right.has_error:
            continue
        inside = _code_in(left, language), _code_in(right, language)
        if len(inside[0]) != len(inside[1]) or _own_text(left, language) != _own_text(
            right, language
        ):
            return False
        if _governed(inside[0], language) != _governed(inside[1], language):
            return False
        pairs += zip(*inside, strict=True)
    return True


def _code_in(node: Node, language: Language) -> list[Node]:
    """The children that mean something to the machine."""
    if node.type in language.atoms:
        return []
    children = (
        child
        for child in node.children
        if child.type not in language.ignored or _is_directive(child, language)
    )
    return [child for child in children if not language.is_docstring(child)]


def _is_directive(node: Node, language: Language) -> bool:
    """Whether it is a comment that a compiler, a linter or a formatter obeys."""
    return node.type in language.ignored and language.directives.search(_text(node)) is not None


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _governed(children: list[Node], language: Language) -> list[bool]:
    """Of each directive, whether it stands right above what follows it, as some must."""
    return [
        below.start_point[0] <= node.end_point[0] + 1
        for node, below in pairwise(children)
        if _is_directive(node, language) and _governs(node, language)
    ]


def _governs(directive: Node, language: Language) -> bool:
    """Whether it is about what follows, and not about the file or the line that it ends."""
    if language.magic.search(_text(directive)):
        return False
    ahead = before(directive)
    return ahead is None or ahead.end_point[0] < directive.start_point[0]


def _own_text(node: Node, language: Language) -> bytes:
    """The text of a node outside of its children; empty for a body without children."""
    text = node.text or b""
    if node.type in language.atoms or not node.child_count:
        return text.strip()
    gaps, at = [], node.start_byte
    for child in node.children:
        gaps.append(text[at - node.start_byte : child.start_byte - node.start_byte])
        at = max(at, child.end_byte)
    return b"".join(b"".join([*gaps, text[at - node.start_byte :]]).split())
