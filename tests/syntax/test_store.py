from __future__ import annotations

from functools import partial

from glossator.syntax import store
from glossator.syntax.registry import parse_once
from glossator.syntax.store import TreeStore


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def asked(trees: TreeStore, text: str) -> object:
    return trees.tree(text, "python", partial(parse_once, text, "python"))


def test_a_tree_is_kept() -> None:
    trees = TreeStore()
    assert asked(trees, "x = 1") is asked(trees, "x = 1")
    assert asked(trees, "x = 1") is not asked(trees, "x = 2")


def test_trees_are_dropped_by_number_the_oldest_first() -> None:
    trees = TreeStore()
    first = asked(trees, "first")
    for number in range(store.MOST_TREES - 1):
        asked(trees, f"x = {number}")
    assert asked(trees, "first") is first
    asked(trees, "one more")
    assert len(trees) == store.MOST_TREES
    assert asked(trees, "first") is first


def test_trees_are_dropped_by_size_but_for_the_last() -> None:
    trees = TreeStore()
    for number in range(5):
        asked(trees, f"# {number:07}\n" * (store.MOST_BYTES // 25))
    assert len(trees) == 2
    asked(trees, "#" * (store.MOST_BYTES + 1))
    assert len(trees) == 1


def test_trees_are_dropped_by_age() -> None:
    clock = Clock()
    trees = TreeStore(clock)
    asked(trees, "old")
    clock.now += store.LONGEST_AGE + 1
    asked(trees, "new")
    assert len(trees) == 1
