"""Looking at nodes: their text on one line, and what runs when a body runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


def source(node: Node | None) -> str:
    """The text of a node on one line; nothing for no node."""
    if node is None or node.text is None:
        return ""
    return " ".join(node.text.decode("utf-8", "replace").split())


def field(node: Node | None, *names: str) -> Node | None:
    """The node at the end of a path of fields, if there is one."""
    for name in names:
        node = node.child_by_field_name(name) if node is not None else None
    return node


def child(node: Node | None, *types: str) -> Node | None:
    """The first child of one of the types."""
    if node is None:
        return None
    return next((each for each in node.named_children if each.type in types), None)


def touching(node: Node, first: int, last: int) -> list[Node]:
    """The children that touch a stretch of bytes; of many, no others are looked at."""
    begin = node.first_child_for_byte(max(0, first - 1))
    if begin is None:
        return []
    cursor = node.walk()
    found: list[Node] = []
    # A cursor finds no child for a byte of a hidden one, as the line ends of Go are.
    more = cursor.goto_first_child_for_byte(begin.start_byte) is not None
    while more and (each := cursor.node) is not None and each.start_byte <= last:
        if each.end_byte >= first:
            found.append(each)
        more = cursor.goto_next_sibling()
    return found


def own_nodes(root: Node | None, others: Collection[str]) -> Iterator[Node]:
    """What stands below `root` in source order, but nothing of the types `others` or in them."""
    waiting = [] if root is None else list(reversed(root.named_children))
    while waiting:
        node = waiting.pop()
        if node.type not in others:
            yield node
            waiting += reversed(node.named_children)


def enclosing(node: Node, types: Collection[str]) -> Node | None:
    """The nearest node of one of the types around `node`."""
    around = node.parent
    while around is not None and around.type not in types:
        around = around.parent
    return around


def before(node: Node) -> Node | None:
    """What stands before a node; for the first in a block, before the block."""
    while node.prev_sibling is None and (parent := node.parent) is not None:
        gap = (parent.text or b"")[: node.start_byte - parent.start_byte]
        if gap.strip():
            return None
        node = parent
    return node.prev_sibling


def last_row(node: Node) -> int:
    """The row on which the text of a node ends."""
    row, column = node.end_point
    return row - 1 if column == 0 and row > node.start_point[0] else row
