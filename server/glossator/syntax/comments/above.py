"""What stands right above a definition, and where its documentation stands or belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.nodes import before, last_row
from glossator.syntax.signature import DocSlot
from glossator.text.lines import line_end, line_start

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.comments.rules import CommentRules
    from glossator.syntax.tree import SourceTree
    from glossator.text.spans import Span

ATTRIBUTES = frozenset(
    {
        *("annotation", "attribute", "attribute_declaration", "attribute_list", "decorator"),
        *("attribute_specifier", "marker_annotation", "modifier", "modifiers", "export", "default"),
        *("template", "template_parameter_list", "visibility_modifier"),
    }
)
"""What stands before the name in a definition, in one language or another."""
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
    top, directives, below_magic, below_plain = whole, False, False, False
    comments: list[Node] = []
    below = whole
    while (node := before(below)) is not None and _touches(rules, tree, node, below):
        text = tree.source(node).strip()
        is_comment = node.type in rules.comments
        if is_comment and rules.magic.search(text):
            below_magic = not below_plain
            break
        if rules.is_attached(node) or (is_comment and rules.directives.search(text)):
            if comments:
                break
            if not below_plain:
                top, directives = node, directives or is_comment
        elif is_comment and _is_next(rules, tree, text, comments):
            comments.insert(0, node)
        elif is_comment and not comments:
            # Compilers look for documentation above comments that are none.
            below_plain = below_plain or begins_line(tree, node)
        else:
            break
        below = node
    while comments and tree.source(comments[-1]).strip() in EMPTY:
        comments.pop()
    if not any(rules.opens_doc.search(tree.source(comment)) for comment in comments):
        comments = _among_attributes(rules, tree, whole)
    return Above(top, tuple(comments), directives, below_magic and not comments)


def _among_attributes(rules: CommentRules, tree: SourceTree, whole: Node) -> list[Node]:
    """Documentation below the first attribute; a second one above it would be read twice."""
    found: list[Node] = []
    is_below = False
    for child in whole.children:
        if child.type in rules.comments:
            if is_below and _is_next(rules, tree, tree.source(child), found[:1]):
                found.append(child)
        elif child.type in ATTRIBUTES:
            is_below = True
            found += _among_attributes(rules, tree, child) if child.type == "modifiers" else ()
        elif not found and (child.type in rules.wrappers or rules.definition(child) is not None):
            return _among_attributes(rules, tree, child)
        else:
            break
    return found


def _touches(rules: CommentRules, tree: SourceTree, node: Node, below: Node) -> bool:
    """Whether `node` stands on the line of `below`, or right above, alone or after an attribute."""
    gap = below.start_point[0] - last_row(node)
    if gap == 1 and not begins_line(tree, node):
        ahead = before(node)
        return ahead is not None and rules.is_attached(ahead) and node.type in rules.comments
    return gap <= 1


def begins_line(tree: SourceTree, node: Node) -> bool:
    """Whether only blank space stands before a node on its line."""
    start = tree.offset(node.start_byte)
    return not tree.text[line_start(tree.text, start) : start].strip()


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
        lead = trail = ""
        if rest.strip():
            end, trail = end + len(rest) - len(rest.lstrip()), f"\n{indent}"
        if not begins_line(tree, above.comments[0]):
            start, lead = len(text[:start].rstrip()), f"\n{indent}"
        return DocSlot((start, end), lead, trail)
    start = tree.offset(above.top.start_byte)
    gap = f"\n{indent}{rules.gap}" if above.directives and rules.gap else ""
    trail = f"{gap}\n{indent}"
    before = text[line_start(text, start) : start]
    if before.strip():
        blank = len(before) - len(before.rstrip())
        return DocSlot((start - blank, start), f"\n{indent}", trail)
    return DocSlot((start, start), f"\n{before}" if above.below_magic else "", trail)


def comments_span(tree: SourceTree, comments: tuple[Node, ...]) -> Span:
    """Where comments stand, without the line end that some grammars count in."""
    start, end = tree.offset(comments[0].start_byte), tree.offset(comments[-1].end_byte)
    return start, start + len(tree.text[start:end].rstrip())
