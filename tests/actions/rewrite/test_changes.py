from __future__ import annotations

from glossator.actions.rewrite.changes import Change, change_of
from glossator.actions.rewrite.code_line import code_lines


def _change(old: str, new: str) -> Change:
    lines = (code_lines(text.split("; "), "python") for text in (old, new))
    return change_of(*lines)


def test_what_went_and_what_came() -> None:
    change = _change("a = 1; save(a); return a", "a = 2; return a")
    assert [line.text for line in change.missing] == ["a = 1", "save(a)"]
    assert [line.text for line in change.added] == ["a = 2"]
    assert [change.came_with(line) for line in change.missing] == [1, 1]


def test_a_line_that_is_broken_over_two_is_not_missing() -> None:
    assert not _change("f(a, b)", "f(a,; b)").missing


def test_a_short_line_is_not_said_within_another() -> None:
    assert [line.text for line in _change("data; x = 1", "data = data + 1; x = 1").missing] == [
        "data"
    ]


def test_names_that_are_used_no_more_are_dead() -> None:
    change = _change("a = 1; b = a; return b", "b = 2; return b")
    assert change.dead == {"a"}
    assert change.rebound == {"a", "b"}
