"""Lines that have to do with a burst by the syntax tree: callers, and siblings of the same role.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.completion.next_edit.burst import Burst
from glossator.syntax.name_uses import name_uses
from glossator.syntax.nodes import field
from glossator.syntax.registry import parse
from glossator.syntax.tree import SourceTree
from glossator.text.diff import changed_part

if TYPE_CHECKING:
    from tree_sitter import Node

MOST_SIBLINGS = 12
"""Siblings on either side that are looked at."""
LEVELS = 4
"""Nodes around the burst among which one with siblings is looked for."""
_PLAIN = frozenset({"expression_statement", "comment", "line_comment", "block_comment"})
"""Nodes that stand beside others of their type without having a role."""


def callers(burst: Burst, language: str) -> list[int]:
    """The lines that call what the burst has changed the parameters of."""
    tree = parse(burst.after, language)
    node = _changed_node(tree, burst)
    in_parameters = False
    while node is not None:
        in_parameters = in_parameters or "parameter" in node.type
        name = field(node, "name") or field(node, "declarator", "declarator")
        if in_parameters and name is not None and "parameter" not in node.type:
            called = tree.source(name)
            uses = name_uses(burst.after, called, language)
            lines = (burst.after.count("\n", 0, use.start) for use in uses if _calls(use.role))
            return sorted(set(lines) - {name.start_point[0]})
        node = node.parent
    return []


def siblings(burst: Burst, language: str) -> list[int]:
    """The lines on which siblings begin that have the same type as what the burst changed."""
    tree = parse(burst.after, language)
    node = _changed_node(tree, burst)
    for _ in range(LEVELS):
        if node is None or node.parent is None:
            return []
        others = [each for each in node.parent.named_children if each.type == node.type]
        if len(others) > 1 and node.type not in _PLAIN:
            at = others.index(node)
            near = others[max(0, at - MOST_SIBLINGS) : at] + others[at + 1 :][:MOST_SIBLINGS]
            return [each.start_point[0] for each in near]
        node = node.parent
    return []


def _calls(role: str) -> bool:
    return role in ("use", "member", "import")


def _changed_node(tree: SourceTree, burst: Burst) -> Node | None:
    """The smallest node that holds all that the burst put in."""
    at, _, inserted = changed_part(burst.before, burst.after)
    start, end = tree.byte(at), tree.byte(at + len(inserted))
    return tree.root.named_descendant_for_byte_range(start, end)
