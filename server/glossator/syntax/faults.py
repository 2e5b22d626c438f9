"""How much of a text is not its language, with a piece of it replaced: tried many times at a place.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.syntax.reading import read_within
from glossator.syntax.registry import parser_of

if TYPE_CHECKING:
    from tree_sitter import Tree

_TIME_LIMIT = 0.04
"""Seconds of processor time for a tree, a tenth of which does for what people write."""
_TOO_HARD = 1_000
"""The faults of a text that takes longer: more than another one may have."""


class Place:
    """A place in a text, between `before` and `after`, of which the trees with other texts in it
    are made from one tree.

    Raises KeyError for a language without a grammar that is installed, and TimeoutError for a text
    that is too hard to read.
    """

    def __init__(self, before: str, after: str, language: str) -> None:
        self._parser = parser_of(language)
        self._before = before.encode("utf-8", "replace")
        self._after = after
        tree = read_within(
            self._parser, self._before + after.encode("utf-8", "replace"), _TIME_LIMIT
        )
        if tree is None:
            raise TimeoutError
        self._tree = tree

    def fault_count(self, text: str, replaced: int = 0) -> int:
        """The places where the parser gives up or makes something up, with `text` put in.

        `replaced` code points after the place give way to it.
        """
        new = text.encode("utf-8", "replace")
        old_size = len(self._after[:replaced].encode("utf-8", "replace"))
        rest = self._after[replaced:].encode("utf-8", "replace")
        start = len(self._before)
        tree = self._tree.copy()
        at = self._point(b"")
        tree.edit(
            start_byte=start,
            old_end_byte=start + old_size,
            new_end_byte=start + len(new),
            start_point=at,
            old_end_point=self._point(self._after[:replaced].encode("utf-8", "replace")),
            new_end_point=self._point(new),
        )
        data = self._before + new + rest
        read = read_within(self._parser, data, _TIME_LIMIT, tree)
        return _TOO_HARD if read is None else _count(read, data)

    def _point(self, more: bytes) -> tuple[int, int]:
        """The row and column, in bytes, after `more` at the place."""
        text = self._before + more
        return text.count(b"\n"), len(text) - 1 - text.rfind(b"\n")


def _count(tree: Tree, data: bytes) -> int:
    root = tree.root_node
    # Ruby's grammar reads an `end` too many as a name
    stray = sum(
        each.type == "identifier" and data[each.start_byte : each.end_byte] == b"end"
        for each in root.children
    )
    if not root.has_error:
        return stray
    waiting, count = [root], stray
    while waiting:
        node = waiting.pop()
        count += node.is_error or node.is_missing
        waiting += [child for child in node.children if child.has_error or child.is_missing]
    return max(1, count)
