"""How much of a text is not its language. Imports tree-sitter: import it lazily."""

from __future__ import annotations

from glossator.syntax.registry import parse


def error_count(text: str, language: str) -> int:
    """The places where the parser gave up or had to make something up.

    Raises KeyError for a language without a grammar.
    """
    waiting, count = [parse(text, language).root], 0
    while waiting:
        node = waiting.pop()
        count += node.is_error or node.is_missing
        waiting += [child for child in node.children if child.has_error or child.is_missing]
    return count
