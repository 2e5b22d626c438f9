"""Whether two texts are the same code, whatever their comments and docstrings say.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.syntax.languages import LANGUAGES, parse

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.language import Language


def same_code(before: str, after: str, language: str) -> bool:
    """Whether the syntax trees are equal, texts of the leaves included, but for documentation.

    Code with errors is compared like any other: the same errors in the same places are the same.
    Raises KeyError for a language without a grammar.
    """
    traits = LANGUAGES[language]
    pairs = [(parse(before, language).root, parse(after, language).root)]
    while pairs:
        left, right = pairs.pop()
        if left.type != right.type:
            return False
        # What reads the same is parsed the same, unless an error made the parser guess.
        if left.text == right.text and not left.has_error and not right.has_error:
            continue
        inside = _code_in(left, traits), _code_in(right, traits)
        if len(inside[0]) != len(inside[1]) or _own_text(left, traits) != _own_text(right, traits):
            return False
        pairs += zip(*inside, strict=True)
    return True


def _code_in(node: Node, traits: Language) -> list[Node]:
    """The children that mean something to the machine."""
    if node.type in traits.atoms:
        return []
    children = (child for child in node.children if child.type not in traits.ignored)
    return [child for child in children if not traits.is_docstring(child)]


def _own_text(node: Node, traits: Language) -> bytes:
    """The text that is not told by children; none in an empty body, as if it had had some."""
    if node.type in traits.atoms or not node.child_count:
        return (node.text or b"").strip()
    return b""
