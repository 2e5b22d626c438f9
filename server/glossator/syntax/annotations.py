"""Type annotations: which are missing, and whether two texts differ in nothing else.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from glossator.syntax.registry import language_of, parse
from glossator.syntax.tree import SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node

_BLOCKS = frozenset({"block", "statement_block", "class_body"})
_TYPES = frozenset({"type", "type_annotation"})
_IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
_FUNCTIONS = frozenset({"function_definition", "function_declaration", "method_definition"})
_BARE_PARAMETERS = frozenset(
    {"identifier", "default_parameter", "list_splat_pattern", "dictionary_splat_pattern"}
)
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})
_OWN = frozenset({"self", "cls"})


def lacks_annotations(text: str, start: int, end: int, language_id: str) -> bool:
    """Whether a function that begins in the span has a parameter or a result without a type."""
    tree = parse(text, language_id)
    first, last = tree.byte(start), tree.byte(end)
    return any(
        first <= node.start_byte < last and _is_bare(node)
        for node in _all(tree.root)
        if node.type in _FUNCTIONS
    )


def only_annotations_differ(before: str, after: str, language_id: str) -> bool:
    """Whether the code is the same but for annotations, comments, and imports that were added."""
    trees = parse(before, language_id), parse(after, language_id)
    ignored = language_of(language_id).ignored
    (left, had), (right, has) = (_without_annotations(tree, ignored) for tree in trees)
    return left == right and had <= has


def unknown_types(before: str, after: str) -> set[str]:
    """The names in the annotations of a Python text that the text before had not heard of."""
    tree, known = parse(after, "python"), set(dir(builtins))
    old = parse(before, "python")
    known |= {old.source(node) for node in _all(old.root) if node.type == "identifier"}
    annotations = (node for node in _all(tree.root) if node.type == "type")
    used = (part for annotation in annotations for part in _all(annotation))
    names = {tree.source(node) for node in used if _is_free_name(node)}
    return names - known


def import_offset(text: str) -> int:
    """Where in a Python text an import can be put before all others but those of the future."""
    tree = parse(text, "python")
    docstring = language_of("python").is_docstring
    for node in tree.root.children:
        if node.type in ("comment", "future_import_statement") or docstring(node):
            continue
        return tree.span(node)[0]
    return len(text)


def _is_bare(function: Node) -> bool:
    """Whether any of its annotations is missing."""
    parameters = function.child_by_field_name("parameters")
    named = [] if parameters is None else parameters.named_children
    for number, parameter in enumerate(named):
        if parameter.type in _BARE_PARAMETERS:
            if number or (parameter.text or b"").decode() not in _OWN:
                return True
        elif parameter.type in _PARAMETERS and parameter.child_by_field_name("type") is None:
            return True
    name = function.child_by_field_name("name")
    if name is not None and name.text in (b"__init__", b"constructor"):
        return False
    return function.child_by_field_name("return_type") is None


def _is_free_name(node: Node) -> bool:
    parent = node.parent
    if node.type != "identifier" or parent is None:
        return False
    return parent.type != "attribute" or parent.child_by_field_name("object") == node


def _without_annotations(
    tree: SourceTree, ignored: frozenset[str]
) -> tuple[list[str], frozenset[str]]:
    """The tokens of the code, blocks marked, without annotations; and its imports, by text."""
    tokens: list[str] = []
    imports: set[str] = set()
    waiting: list[Node | str] = [tree.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            tokens.append(node)
        elif node.type in _IMPORTS:
            imports.add(tree.source(node))
        elif node.type not in ignored and not _is_annotation(node):
            if node.child_count and "string" not in node.type:
                inside: list[Node | str] = [*node.children]
                if node.type in _BLOCKS:
                    inside = ["{", *inside, "}"]
                waiting += reversed(inside)
            else:
                tokens.append(tree.source(node))
    return tokens, frozenset(imports)


def _is_annotation(node: Node) -> bool:
    """Whether a node is an annotation or the mark before one."""
    parent = node.parent
    if parent is None:
        return False
    if node.type in _TYPES:
        return True
    typed = parent.child_by_field_name("type") or parent.child_by_field_name("return_type")
    if typed is None or typed.type not in _TYPES or node.type not in (":", "->"):
        return False
    return node.end_byte <= typed.start_byte


def _all(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children
