"""Documentation that stands in a comment above its definition, for every language that has it so.

A language says in `CommentRules` what its nodes mean; which definition a cursor means, and what
belongs to it, is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.comments.above import begins_line, comments_span, look_above, slot_above
from glossator.syntax.comments.file_head import FileHead
from glossator.syntax.lines import indent_of_line, is_broken
from glossator.syntax.nodes import before, last_row, touching
from glossator.syntax.signature import TYPES, Documentable, Signature
from glossator.text.indentation import file_indent_step
from glossator.text.lines import line_end, line_start

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.comments.rules import CommentRules, Definition
    from glossator.syntax.tree import SourceTree
    from glossator.text.spans import Span


@dataclass(frozen=True, slots=True)
class _Found:
    node: Node
    whole: Node
    defines: Definition


@dataclass(frozen=True, slots=True)
class CommentedDocumentation:
    """The definitions of a text and their comments."""

    rules: CommentRules

    def at(self, tree: SourceTree, offset: int) -> Documentable | None:
        """The innermost definition around `offset`; in the head of the file, the file."""
        meant = self._meant(tree, offset)
        near = (
            tree.byte(line_start(tree.text, meant)),
            tree.byte(line_end(tree.text, meant)),
        )
        around = [
            found
            for found in self._definitions(tree.root, near)
            if _on_lines_of(tree, found.whole, meant)
        ]
        while len(around) > 1 and _is_beside(tree, around[-1], around[-2], meant):
            around.pop()
        if around and _is_elsewhere_on_line(tree, around[-1].whole, meant):
            around.pop()
        if around:
            return self._documentable(tree, around[-1])
        head = self.rules.head
        if head is None or is_broken(tree, offset):
            return None
        return FileHead(tree, self.rules, head).documentable(offset)

    def all(self, tree: SourceTree) -> Iterator[Documentable]:
        """Every definition, in source order."""
        return (self._documentable(tree, found) for found in self._definitions(tree.root))

    def _definitions(self, root: Node, near: Span | None = None) -> Iterator[_Found]:
        """Outer before inner; with `near`, in bytes, only those that touch that stretch."""
        first, last = near or (root.start_byte, root.end_byte)
        waiting = [root]
        while waiting:
            node = waiting.pop()
            defines = self.rules.definition(node)
            if defines is not None and not _is_behind_an_error(whole := self._whole(node)):
                yield _Found(node, whole, defines)
            if near is None:
                waiting += reversed(node.named_children)
            else:
                around = reversed(touching(node, first, last))
                waiting += (each for each in around if each.is_named)

    def _whole(self, definition: Node) -> Node:
        """The definition with what is wrapped around it."""
        whole = definition
        while (parent := whole.parent) is not None and parent.type in self.rules.wrappers:
            if any(child.type == "(" for child in parent.children):
                break  # it holds several
            whole = parent
        return whole

    def _meant(self, tree: SourceTree, offset: int) -> int:
        """A cursor in what stands above a definition means the definition."""
        text, start = tree.text, line_start(tree.text, offset)
        start += len(text[start:offset]) - len(text[start:offset].lstrip())
        at = tree.byte(start)
        node = tree.root.descendant_for_byte_range(at, min(at + 1, len(tree.data)))
        while node is not None and not self._is_above(node):
            node = node.parent
        while node is not None and self._is_above(node):
            below = node.next_named_sibling
            if below is None or below.start_point[0] > last_row(node) + 1:
                return offset
            node = below
        return tree.offset(node.start_byte) if node is not None else offset

    def _is_above(self, node: Node) -> bool:
        return node.type in self.rules.comments or self.rules.is_attached(node)

    def _documentable(self, tree: SourceTree, found: _Found) -> Documentable:
        defines, owner = found.defines, self._owner(found.node)
        kind = defines.kind
        if kind == "function" and owner is not None:
            kind = "method"
        above = look_above(self.rules, tree, found.whole)
        is_on_own_line = above.comments and begins_line(tree, above.comments[0])
        indent = _indent(tree, above.comments[0] if is_on_own_line else above.top)
        function = defines.function
        start = min(tree.offset(above.top.start_byte), tree.span(found.whole)[0])
        return Documentable(
            kind=kind,
            name=defines.name,
            signature=self.rules.signature(function) if function is not None else Signature(),
            indent=indent,
            source=(start, tree.span(found.whole)[1]),
            slot=slot_above(self.rules, tree, above, indent),
            docstring=comments_span(tree, above.comments) if above.comments else None,
            owner=_first_line(tree, owner) if owner is not None else "",
            documented_by=self.rules.documented_by(tree, found.whole),
        )

    def _owner(self, definition: Node) -> Node | None:
        """The type whose member a definition is."""
        node = definition.parent
        while node is not None:
            defines = self.rules.definition(node)
            if defines is not None:
                return node if defines.kind in TYPES else None
            node = node.parent
        return None


def _is_behind_an_error(whole: Node) -> bool:
    """Whether its own line begins with what the parser could not read, such as half a modifier."""
    ahead = before(whole)
    return ahead is not None and ahead.is_error and ahead.end_point[0] == whole.start_point[0]


def _on_lines_of(tree: SourceTree, whole: Node, offset: int) -> bool:
    start, end = tree.span(whole)
    return line_start(tree.text, start) <= offset <= line_end(tree.text, end)


def _is_elsewhere_on_line(tree: SourceTree, whole: Node, offset: int) -> bool:
    """Whether a definition stands within a line of something else, and the cursor beside it."""
    start, end = tree.span(whole)
    return bool(tree.text[line_start(tree.text, start) : start].strip()) and not (
        start <= offset <= end
    )


def _is_beside(tree: SourceTree, inner: _Found, outer: _Found, offset: int) -> bool:
    """Whether a cursor on a line with both means the outer one."""
    start, end = tree.span(inner.whole)
    same_line = inner.whole.start_point[0] == outer.whole.start_point[0]
    return same_line and not start <= offset <= end


def _indent(tree: SourceTree, top: Node) -> str:
    """What stands before a definition on its line, or what would on a line of its own."""
    start = tree.offset(top.start_byte)
    before = indent_of_line(tree.text, start)
    if not before.strip():
        return before
    outer = before[: len(before) - len(before.lstrip())]
    return outer + file_indent_step(tree.text)


def _first_line(tree: SourceTree, node: Node) -> str:
    """The line with the name, below any attributes."""
    start = tree.offset((node.child_by_field_name("name") or node).start_byte)
    return tree.text[line_start(tree.text, start) : line_end(tree.text, start)].strip()
