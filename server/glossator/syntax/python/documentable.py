"""Which Python definition a cursor means, and where its docstring stands or belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from glossator.syntax.lines import blank_after, indent_of_line, is_broken
from glossator.syntax.nodes import touching
from glossator.syntax.python.documented_by import documented_by
from glossator.syntax.python.nodes import CLASS, DECORATED, FUNCTION, docstring_of, first_statement
from glossator.syntax.python.signature import enclosing_class, signature_of
from glossator.syntax.signature import DocSlot, Documentable, Kind, Signature, whole_file
from glossator.syntax.tree import SourceTree
from glossator.text.indentation import file_indent_step
from glossator.text.lines import after_line, line_end, line_start

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.text.spans import Span

SAME_LINE = re.compile(rb"(?:[ \t\f]|\\\r?\n)*")
_FLAT = frozenset(
    "expression_statement return_statement import_statement import_from_statement comment "
    "assert_statement raise_statement delete_statement parameters argument_list".split()
)
"""What holds no definition, unless it is broken."""
TYPE_COMMENT = re.compile(r"[ \t]*#[ \t]*type:")


class PythonDocumentation:
    """Docstrings: the first statement of a function, class or module."""

    def at(self, tree: SourceTree, offset: int) -> Documentable | None:
        """The innermost function or class around `offset`, decorators and whole lines included."""
        # A body that is still empty may end lines above.
        first = len(tree.text[: line_start(tree.text, offset)].rstrip())
        near = tree.byte(first), tree.byte(line_end(tree.text, offset))
        around = [node for node in _definitions(tree.root, near) if _holds(tree, node, offset)]
        if around:
            return _definition(tree, around[-1])
        return _module(tree) if offset <= _head_end(tree) and not is_broken(tree, offset) else None

    def all(self, tree: SourceTree) -> Iterator[Documentable]:
        """Every function and class of the text, in source order."""
        return (_definition(tree, node) for node in _definitions(tree.root))


def _definitions(root: Node, near: Span | None = None) -> Iterator[Node]:
    """Functions and classes whose signature is whole, outer before inner.

    With `near`, in bytes, only what touches that stretch is looked through.
    """
    first, last = near or (root.start_byte, root.end_byte)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type in (FUNCTION, CLASS) and _has_colon(node):
            yield node
        if node.type in _FLAT and not node.has_error:
            continue
        # A definition begins where its first decorator does.
        is_decorated = node.type == DECORATED and node.start_byte <= last
        stop = node.end_byte if is_decorated else last
        waiting += (each for each in reversed(touching(node, first, stop)) if each.is_named)


def _has_colon(definition: Node) -> bool:
    """Whether the signature is whole; it has no colon while it is still being typed."""
    return any(child.type == ":" and not child.is_missing for child in definition.children)


def _whole(definition: Node) -> Node:
    """The definition with its decorators."""
    parent = definition.parent
    return parent if parent is not None and parent.type == DECORATED else definition


def _holds(tree: SourceTree, definition: Node, offset: int) -> bool:
    start, end = tree.span(_whole(definition))
    if first_statement(definition.child_by_field_name("body")) is None:
        # Nothing in it yet: the blank lines below are where its body is about to be typed.
        blank = re.compile(r"\s*\n|\s*\Z").match(tree.text, end)
        end = blank.end() if blank else end
    return line_start(tree.text, start) <= offset <= line_end(tree.text, end)


def _definition(tree: SourceTree, node: Node) -> Documentable:
    owner = enclosing_class(node)
    kind: Kind = "class" if node.type == CLASS else "method" if owner is not None else "function"
    name = node.child_by_field_name("name")
    docstring = docstring_of(node)
    indent = _indent(tree, node)
    return Documentable(
        kind=kind,
        name=tree.source(name) if name is not None else "",
        signature=signature_of(node) if node.type == FUNCTION else Signature(),
        indent=indent,
        source=tree.span(_whole(node)),
        slot=_slot(tree, node, docstring, indent),
        docstring=tree.span(docstring) if docstring is not None else None,
        owner=_first_line(tree, owner) if owner is not None else "",
        documented_by=documented_by(tree, node),
    )


def _slot(tree: SourceTree, node: Node, docstring: Node | None, indent: str) -> DocSlot:
    text = tree.text
    first = first_statement(node.child_by_field_name("body"))
    if first is not None and _on_signature_line(tree, node, first):
        head = tree.offset(_colon_end(node))
        if docstring is not None:
            return DocSlot((head, tree.span(docstring)[1]), f"\n{indent}", "")
        return DocSlot((head, tree.offset(first.start_byte)), f"\n{indent}", f"\n{indent}")
    if docstring is not None:
        return DocSlot(tree.span(docstring), "", "")
    at = after_line(text, tree.offset(_colon_end(node)))
    # A type comment counts only right below the signature.
    while TYPE_COMMENT.match(text, at):
        at = after_line(text, at)
    lead = indent if text[at - 1] == "\n" else f"\n{indent}"
    return DocSlot((at, at), lead, blank_after(text, at) if node.type == CLASS else "\n")


def _indent(tree: SourceTree, definition: Node) -> str:
    """The indentation of the body, or what it would be."""
    first = first_statement(definition.child_by_field_name("body"))
    if first is not None and not _on_signature_line(tree, definition, first):
        return indent_of_line(tree.text, tree.offset(first.start_byte))
    return indent_of_line(tree.text, tree.span(definition)[0]) + file_indent_step(tree.text)


def _on_signature_line(tree: SourceTree, definition: Node, first: Node) -> bool:
    """Whether the body begins on the logical line of the colon."""
    between = tree.data[_colon_end(definition) : first.start_byte]
    return SAME_LINE.fullmatch(between) is not None


def _colon_end(definition: Node) -> int:
    """The byte after the signature's colon."""
    return next(child.end_byte for child in definition.children if child.type == ":")


def _module(tree: SourceTree) -> Documentable | None:
    """The file, unless there is nothing in it that documentation could be about."""
    if first_statement(tree.root) is None:
        return None
    docstring = docstring_of(tree.root)
    if docstring is not None:
        slot = DocSlot(tree.span(docstring), "", "")
    else:
        # Below the shebang, the encoding and the licence, which must stay or want to stay on top.
        comments = re.compile(r"(?:#.*(?:\n|\Z))*").match(tree.text)
        at = comments.end() if comments else 0
        lead = "\n" if at and tree.text[at - 1] != "\n" else ""
        slot = DocSlot((at, at), lead, blank_after(tree.text, at))
    former = tree.span(docstring) if docstring is not None else None
    return whole_file(len(tree.text), slot, former, documented_by(tree, tree.root))


def _head_end(tree: SourceTree) -> int:
    """The end of the stretch where the cursor means the module."""
    first = first_statement(tree.root)
    first_line = line_end(tree.text, 0)
    if first is None:
        return len(tree.text)
    docstring = docstring_of(tree.root)
    end = docstring.end_byte if docstring is not None else first.start_byte
    return max(first_line, tree.offset(end))


def _first_line(tree: SourceTree, node: Node) -> str:
    start = tree.span(node)[0]
    return tree.text[start : line_end(tree.text, start)]
