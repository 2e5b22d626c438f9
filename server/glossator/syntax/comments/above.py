"""What stands right above a definition, and where its documentation stands or belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.nodes import before
from glossator.syntax.signature import DocSlot
from glossator.text.lines import line_end, line_start

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.comments.rules import CommentRules
    from glossator.syntax.tree import SourceTree
    from glossator.text.spans import Span

EMPTY = ("//", "///", "#", "--", "---")
"""Lines of a comment that only part it from what is below."""


@dataclass(frozen=True, slots=True)
class Above:
    """What stands right above a definition: the topmost node of its own, and its documentation."""

    top: Node
    comments: tuple[Node, ...] = ()
    directives: bool = False
    below_magic: bool = False


def look_above(rules: CommentRules, tree: SourceTree, whole: Node) -> Above:
    """Attributes, directives and documentation right above `whole`, nothing in between."""
    top, directives, below_magic = whole, False, False
    comments: list[Node] = []
    below = whole
    while (node := before(below)) is not None and _touches(tree, node, below):
        text = tree.source(node).strip()
        is_comment = node.type in rules.comments
        if is_comment and rules.magic.search(text):
            below_magic = True
            break
        if node.type in rules.attached or (is_comment and rules.directives.search(text)):
            if comments:
                break
            top, directives = node, directives or is_comment
        elif is_comment and _is_next(rules, tree, text, comments):
            comments.insert(0, node)
        else:
            break
        below = node
    while comments and tree.source(comments[-1]).strip() in EMPTY:
        comments.pop()
    if not any(rules.opens_doc.search(tree.source(comment)) for comment in comments):
        comments = []
    return Above(top, tuple(comments), directives, below_magic and not comments)


def _touches(tree: SourceTree, node: Node, below: Node) -> bool:
    """Whether it stands on the lines right above, alone."""
    start = tree.offset(node.start_byte)
    begins_line = not tree.text[line_start(tree.text, start) : start].strip()
    return begins_line and last_row(node) + 1 >= below.start_point[0]


def _is_next(rules: CommentRules, tree: SourceTree, text: str, comments: list[Node]) -> bool:
    """Whether a comment is documentation, and goes on in those found below it."""
    if comments and (text.startswith("/*") or tree.source(comments[0]).startswith("/*")):
        return False
    return rules.is_doc.search(text) is not None


def slot_above(rules: CommentRules, tree: SourceTree, above: Above, indent: str) -> DocSlot:
    """Where the documentation goes: over the one that is there, or on lines of its own."""
    text = tree.text
    if above.comments:
        start, end = comments_span(tree, above.comments)
        rest = text[end : line_end(text, end)]
        if rest.strip():
            return DocSlot((start, end + len(rest) - len(rest.lstrip())), "", f"\n{indent}")
        return DocSlot((start, end), "", "")
    start = tree.offset(above.top.start_byte)
    gap = f"\n{indent}{rules.gap}" if above.directives and rules.gap else ""
    trail = f"{gap}\n{indent}"
    margin = text[line_start(text, start) : start]
    if margin.strip():
        blank = len(margin) - len(margin.rstrip())
        return DocSlot((start - blank, start), f"\n{indent}", trail)
    return DocSlot((start, start), f"\n{margin}" if above.below_magic else "", trail)


def comments_span(tree: SourceTree, comments: tuple[Node, ...]) -> Span:
    """Where comments stand, without the line end that some grammars count in."""
    start, end = tree.offset(comments[0].start_byte), tree.offset(comments[-1].end_byte)
    return start, start + len(tree.text[start:end].rstrip())


def last_row(node: Node) -> int:
    """The row on which the text of a node ends."""
    row, column = node.end_point
    return row - 1 if column == 0 and row > node.start_point[0] else row
