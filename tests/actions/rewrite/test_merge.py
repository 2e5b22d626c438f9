from __future__ import annotations

from glossator.actions.rewrite.merge import Merge


def test_only_lines_that_change_move() -> None:
    merge = Merge(["def f():", "    a = 1", "    b = 2", "    return a"])
    assert merge.add("def f():")[1:] == ["    a = 1", "    b = 2", "    return a"]
    assert merge.add("    a = 5")[1:] == ["    a = 5", "    a = 1", "    b = 2", "    return a"]
    assert merge.add("    b = 2")[1:] == ["    a = 5", "    b = 2", "    return a"]
    assert merge.add("    return a") == merge.lines


def test_a_bracket_is_no_line_to_meet_at() -> None:
    merge = Merge(["f(", "    a,", ")", "g(", "    b,", ")"])
    merge.add("f(")
    assert merge.add(")") == ["f(", ")", "    a,", ")", "g(", "    b,", ")"]


def test_a_line_far_below_is_another_one() -> None:
    old = ["x = 1", *(f"y = {number}" for number in range(100)), "z = 1"]
    assert len(Merge(old).add("z = 1")) == len(old) + 1
    assert len(Merge(old).add("y = 70")) == len(old) - 71
