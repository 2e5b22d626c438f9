"""Documentation that stands in a comment above its definition, for every language that has it so.

A language says in `Traits` what its nodes mean; where the comment goes, and which one is there, is
the same for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.language import NEVER
from glossator.syntax.lines import indent_of_line, is_broken, line_end, line_start
from glossator.syntax.nodes import before
from glossator.syntax.signature import TYPES, Documentable, Kind, Place, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.file_head import Head
    from glossator.syntax.language import Span
    from glossator.syntax.tree import SourceTree

EMPTY = ("//", "///", "#", "--", "---")
COMMENTS = frozenset({"comment", "line_comment", "block_comment", "multiline_comment"})


@dataclass(frozen=True, slots=True)
class Definition:
    """What a node defines; `function` is the node whose signature and body it has, if any."""

    kind: Kind
    name: str
    function: Node | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """How one language writes definitions and the comments above them.

    `wrappers` are nodes that belong to the definition inside them, `attached` nodes that belong to
    the definition below them, such as attributes. `is_doc` finds something in a comment that is
    documentation, `opens_doc` in one comment at least of several lines; `directives` in one that
    a tool obeys and that must stay right above the code.
    `magic` finds something in a directive that belongs to the file, however close the code is.
    `head` is how a file begins, for languages that document files. `gap` parts documentation from
    the directives below it.
    """

    definition: Callable[[Node], Definition | None]
    signature: Callable[[Node], Signature]
    is_doc: re.Pattern[str]
    opens_doc: re.Pattern[str] = re.compile("")
    directives: re.Pattern[str] = NEVER
    wrappers: frozenset[str] = frozenset()
    attached: frozenset[str] = frozenset()
    comments: frozenset[str] = COMMENTS
    magic: re.Pattern[str] = NEVER
    head: Head | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """What stands right above a definition: the topmost node of its own, and its documentation."""

    top: Node
    comments: tuple[Node, ...] = ()
    directives: bool = False
    below_magic: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    node: Node
    whole: Node
    defines: Definition


@dataclass(frozen=True, slots=True)
class CommentedDocumentation:
    """The definitions of a text and their comments."""

    traits: Traits

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
        if around:
            return self._documentable(tree, around[-1])
        head = self.traits.head
        if head is None or is_broken(tree, offset):
            return None
        return head.documentable(tree, self, offset)

    def all(self, tree: SourceTree) -> Iterator[Documentable]:
        """Every definition, in source order."""
        return (self._documentable(tree, found) for found in self._definitions(tree.root))

    def _definitions(self, root: Node, near: Span | None = None) -> Iterator[_Found]:
        """Outer before inner; with `near`, in bytes, only those that touch that stretch."""
        first, last = near or (root.start_byte, root.end_byte)
        waiting = [root]
        while waiting:
            node = waiting.pop()
            defines = self.traits.definition(node)
            if defines is not None:
                yield _Found(node, self._whole(node), defines)
            waiting += (
                child
                for child in reversed(node.named_children)
                if child.start_byte <= last and first <= child.end_byte
            )

    def _whole(self, definition: Node) -> Node:
        """The definition with what is wrapped around it."""
        whole = definition
        while (parent := whole.parent) is not None and parent.type in self.traits.wrappers:
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
        above = self.traits.comments | self.traits.attached
        while node is not None and node.type not in above:
            node = node.parent
        while node is not None and node.type in above:
            below = node.next_named_sibling
            if below is None or below.start_point[0] > _last_row(node) + 1:
                return offset
            node = below
        return tree.offset(node.start_byte) if node is not None else offset

    def _documentable(self, tree: SourceTree, found: _Found) -> Documentable:
        defines, owner = found.defines, self._owner(found.node)
        kind = defines.kind
        if kind == "function" and owner is not None:
            kind = "method"
        above = self.above(tree, found.whole)
        indent = _indent(tree, above.comments[0] if above.comments else above.top)
        function = defines.function
        start = min(tree.offset(above.top.start_byte), tree.span(found.whole)[0])
        return Documentable(
            kind=kind,
            name=defines.name,
            signature=self.traits.signature(function) if function is not None else Signature(),
            indent=indent,
            source=(start, tree.span(found.whole)[1]),
            place=self.place(tree, above, indent),
            docstring=comments_span(tree, above.comments) if above.comments else None,
            owner=_first_line(tree, owner) if owner is not None else "",
        )

    def _owner(self, definition: Node) -> Node | None:
        """The type whose member a definition is."""
        node = definition.parent
        while node is not None:
            defines = self.traits.definition(node)
            if defines is not None:
                return node if defines.kind in TYPES else None
            node = node.parent
        return None

    def above(self, tree: SourceTree, whole: Node) -> Above:
        """Attributes, directives and documentation right above `whole`, nothing in between."""
        top, directives, below_magic = whole, False, False
        comments: list[Node] = []
        below = whole
        while (node := before(below)) is not None:
            if _last_row(node) + 1 < below.start_point[0] or not _begins_line(tree, node):
                break
            if node.type in self.traits.attached:
                below = node
                top = top if comments else node
                continue
            if node.type not in self.traits.comments:
                break
            text = tree.source(node).strip()
            if self.traits.magic.search(text):
                below_magic = True
                break
            if self.traits.directives.search(text):
                if comments:
                    break
                top, directives = node, True
            elif comments and (text.startswith("/*") or _is_block(tree, comments[0])):
                break
            elif self.traits.is_doc.search(text):
                comments.insert(0, node)
            else:
                break
            below = node
        while comments and tree.source(comments[-1]).strip() in EMPTY:
            comments.pop()
        if not any(self.traits.opens_doc.search(tree.source(comment)) for comment in comments):
            comments = []
        return Above(top, tuple(comments), directives, below_magic and not comments)

    def place(self, tree: SourceTree, above: Above, indent: str) -> Place:
        """Where the documentation goes: over the one that is there, or on lines of its own."""
        text = tree.text
        if above.comments:
            start, end = comments_span(tree, above.comments)
            rest = text[end : line_end(text, end)]
            if rest.strip():
                return Place((start, end + len(rest) - len(rest.lstrip())), "", f"\n{indent}")
            return Place((start, end), "", "")
        start = tree.offset(above.top.start_byte)
        gap = f"\n{indent}{self.traits.gap}" if above.directives and self.traits.gap else ""
        trail = f"{gap}\n{indent}"
        margin = text[line_start(text, start) : start]
        if margin.strip():
            blank = len(margin) - len(margin.rstrip())
            return Place((start - blank, start), f"\n{indent}", trail)
        return Place((start, start), f"\n{margin}" if above.below_magic else "", trail)


def comments_span(tree: SourceTree, comments: tuple[Node, ...]) -> Span:
    """Where comments stand, without the line end that some grammars count in."""
    start, end = tree.offset(comments[0].start_byte), tree.offset(comments[-1].end_byte)
    return start, start + len(tree.text[start:end].rstrip())


def _on_lines_of(tree: SourceTree, whole: Node, offset: int) -> bool:
    start, end = tree.span(whole)
    return line_start(tree.text, start) <= offset <= line_end(tree.text, end)


def _is_beside(tree: SourceTree, inner: _Found, outer: _Found, offset: int) -> bool:
    """Whether a cursor on a line with both means the outer one."""
    start, end = tree.span(inner.whole)
    same_line = inner.whole.start_point[0] == outer.whole.start_point[0]
    return same_line and not start <= offset <= end


def _last_row(node: Node) -> int:
    """The row on which the text of a node ends."""
    row, column = node.end_point
    return row - 1 if column == 0 and row > node.start_point[0] else row


def _begins_line(tree: SourceTree, node: Node) -> bool:
    start = tree.offset(node.start_byte)
    return not tree.text[line_start(tree.text, start) : start].strip()


def _is_block(tree: SourceTree, comment: Node) -> bool:
    return tree.source(comment).startswith("/*")


def _indent(tree: SourceTree, top: Node) -> str:
    """What stands before a definition on its line, or what would on a line of its own."""
    start = tree.offset(top.start_byte)
    before = indent_of_line(tree.text, start)
    if not before.strip():
        return before
    outer = before[: len(before) - len(before.lstrip())]
    step = re.search(r"^(\t| +)\S", tree.text, re.MULTILINE)
    return outer + (step[1] if step and step[1] in ("\t", "  ") else "    ")


def _first_line(tree: SourceTree, node: Node) -> str:
    """The line with the name, below any attributes."""
    start = tree.offset((node.child_by_field_name("name") or node).start_byte)
    return tree.text[line_start(tree.text, start) : line_end(tree.text, start)].strip()
