"""The names in the annotations of a Python text: which exist, and when. Imports tree-sitter."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from glossator.syntax.registry import language_of, parse
from glossator.syntax.tree import SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node

_BUILT_IN = frozenset(dir(builtins))
_SCOPES = frozenset({"function_definition", "lambda"})
_BINDINGS = frozenset({"assignment", "augmented_assignment", "type_alias_statement"})


def names_of_type(type_: str) -> set[str]:
    """The names that a type is made of, without what is looked up in them."""
    tree = parse(type_, "python")
    return {tree.source(node) for node in _all(tree.root) if _is_free_name(node)}


def unknown_names(text: str, types: list[str]) -> set[str]:
    """The names in `types` that neither Python nor the text defines outside of functions."""
    known = {name for name, _ in _bound(parse(text, "python"))}
    return {name for each in types for name in names_of_type(each)} - known - _BUILT_IN


def exists_at(text: str, type_: str, offset: int, imported: set[str]) -> bool:
    """Whether a type can be evaluated where it stands when the module runs.

    A class does not exist before it is defined, nor inside of itself. `imported` are names that get
    an import at the head of the file.
    """
    tree = parse(text, "python")
    if _evaluates_late(tree):
        return True
    known = {name for name, end in _bound(tree) if 0 <= end <= offset}
    return names_of_type(type_) <= known | imported | _BUILT_IN


def import_offset(text: str) -> int:
    """Where in a Python text an import can be put before all others but those of the future.

    Comments right above code belong to the code. A cell's magic stays its first line.
    """
    tree = parse(text, "python")
    docstring = language_of("python").is_docstring
    first = _after_magic(text)
    comments: Node | None = None
    for node in tree.root.children:
        start, end = tree.span(node)
        if start < first:
            continue
        if node.type == "comment":
            is_head = start == 0 or _is_blank_line(text, end)
            comments = None if is_head else comments or node
        elif node.type == "future_import_statement" or docstring(node):
            comments = None
        elif comments is not None:
            return tree.span(comments)[0]
        else:
            return start
    return len(text)


def is_import_at(text: str, offset: int) -> bool:
    """Whether the statement at the offset is an import."""
    return text.startswith(("import ", "from "), offset)


def _after_magic(text: str) -> int:
    at = 0
    while text.startswith(("%", "!"), at):
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    return at


def _is_blank_line(text: str, offset: int) -> bool:
    """Whether the line after that of `offset` is blank."""
    following = text.find("\n", offset)
    return following >= 0 and not text[following + 1 :].partition("\n")[0].strip()


def _bound(tree: SourceTree) -> Iterator[tuple[str, int]]:
    """The names bound outside of functions, each with the offset from which it exists.

    -1 stands for one that a type checker sees and the interpreter does not.
    """
    define = language_of("python").defined_names
    waiting = [(tree.root, False)]
    while waiting:
        node, unseen = waiting.pop()
        if node.type in _SCOPES:
            continue
        if node.type == "if_statement":
            condition = node.child_by_field_name("condition")
            unseen = unseen or "TYPE_CHECKING" in (tree.source(condition) if condition else "")
        for name in define(node):
            yield name, -1 if unseen else tree.offset(node.end_byte)
        waiting += [(child, unseen) for child in node.named_children]


def _evaluates_late(tree: SourceTree) -> bool:
    """Whether the module asks for annotations that are not evaluated."""
    return any(
        node.type == "future_import_statement" and "annotations" in tree.source(node)
        for node in tree.root.children
    )


def _is_free_name(node: Node) -> bool:
    parent = node.parent
    if node.type != "identifier" or parent is None:
        return False
    return parent.type != "attribute" or parent.child_by_field_name("object") == node


def _all(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children
