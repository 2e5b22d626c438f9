"""The syntax trees that were asked for last, shared by all who look at the same text."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.syntax.tree import SourceTree

MOST_TREES = 8
MOST_BYTES = 3_000_000
"""Of text; a tree takes some sixty times as much."""
LONGEST_AGE = 120.0
"""Seconds after which a tree that nobody asked for again is dropped, at the next question."""

_Key = tuple[str, str]


class TreeStore:
    """Trees by language and text; safe in any thread."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._trees: OrderedDict[_Key, tuple[SourceTree, float]] = OrderedDict()
        self._lock = threading.Lock()

    def tree(self, text: str, language_id: str, parse: Callable[[], SourceTree]) -> SourceTree:
        """The tree of a text, parsed now unless it is kept."""
        key = (language_id, text)
        with self._lock:
            kept = self._trees.get(key)
        # Unlocked: a short text need not wait for a long one that another thread parses.
        found = kept[0] if kept is not None else parse()
        with self._lock:
            self._trees[key] = found, self._now()
            self._trees.move_to_end(key)
            self._drop()
        return found

    def __len__(self) -> int:
        """How many trees are kept."""
        return len(self._trees)

    def _drop(self) -> None:
        """Drop what is old, and the oldest of what is too much; the last one asked for stays."""
        oldest = self._now() - LONGEST_AGE
        size = sum(len(tree.data) for tree, _ in self._trees.values())
        while len(self._trees) > 1:
            tree, used = next(iter(self._trees.values()))
            if used >= oldest and size <= MOST_BYTES and len(self._trees) <= MOST_TREES:
                return
            self._trees.popitem(last=False)
            size -= len(tree.data)
