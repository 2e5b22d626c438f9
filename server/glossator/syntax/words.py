"""The names that a text uses, and those that it defines. Imports tree-sitter: import it lazily."""

from __future__ import annotations

from glossator.syntax.registry import language_of, parse


def names_in(text: str, language_id: str) -> set[str]:
    """Every name in the text; raises KeyError for a language without a grammar."""
    tree, language = parse(text, language_id), language_of(language_id)
    waiting, found = [tree.root], set[str]()
    while waiting:
        node = waiting.pop()
        if node.type in language.identifiers:
            found.add(tree.source(node))
        waiting += node.children
    return found


def bound_names(text: str, language_id: str) -> set[str]:
    """The names that the text defines at its top level.

    Raises KeyError for a language without a grammar.
    """
    tree, language = parse(text, language_id), language_of(language_id)
    return {
        name
        for statement in language.members(tree.root)
        for name in language.defined_names(statement)
    }
