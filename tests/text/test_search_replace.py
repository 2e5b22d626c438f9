from __future__ import annotations

import pytest

from glossator.text.search_replace import is_conflict, resolve_conflicts

OLD = ["def f():", "    a = 1", "    return a"]


def _block(before: list[str], after: list[str]) -> list[str]:
    return ["<<<<<<< SEARCH", *before, "=======", *after, ">>>>>>> REPLACE"]


@pytest.mark.parametrize(
    ("lines", "new"),
    [
        (_block(["    a = 1"], ["    a = 2"]), ["def f():", "    a = 2", "    return a"]),
        (_block(["a = 1"], ["a = 2", "b()"]), ["def f():", "    a = 2", "    b()", "    return a"]),
        (_block(["a = 1"], []), ["def f():", "    return a"]),
        (
            [*_block(["    a = 1"], ["    a = 2"]), "", *_block(["return a"], ["return -a"])],
            ["def f():", "    a = 2", "    return -a"],
        ),
        (
            ["def f():", *_block(["    a = 1"], ["    a = 2"]), "    return a"],
            ["def f():", "    a = 2", "    return a"],
        ),
        (_block(["    b = 1"], ["    b = 2"]), None),
        (["<<<<<<< SEARCH", "    a = 1", ">>>>>>> REPLACE"], None),
        (_block([""], ["x"]), None),
    ],
)
def test_parts_are_put_where_they_are_found(lines: list[str], new: list[str] | None) -> None:
    assert is_conflict(lines)
    assert resolve_conflicts(OLD, lines) == new


def test_a_part_that_is_found_twice_is_not_replaced() -> None:
    assert resolve_conflicts(["a", "b", "a"], _block(["a"], ["c"])) is None


def test_a_heading_is_no_mark() -> None:
    assert not is_conflict(["Title", "=======", "text"])
