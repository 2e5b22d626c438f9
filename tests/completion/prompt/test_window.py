from __future__ import annotations

import pytest

from glossator.completion.prompt.window import (
    after_cursor,
    before_cursor,
    below_cursor,
    mark_at,
    window_at,
)
from tests.completion.drawn import at
from tests.completion.prompt.example import FUNCTION, code


def test_a_cursor_that_moves_about_leaves_the_window_where_it_is() -> None:
    prefix, size = code(80), 6_000
    begins = window_at(prefix, size)
    mark = mark_at(prefix, begins)
    assert 3_000 <= len(prefix) - begins <= size
    for moved in (prefix[:-1_400], prefix + code(5)):
        assert window_at(moved, size, mark) == begins
    assert window_at(prefix[: begins + 1_000], size, mark) < begins
    assert window_at(prefix + code(60), size, mark) > begins
    assert window_at(prefix[:5_000], size, mark) == 0


def test_an_edit_above_leaves_the_window_at_its_text() -> None:
    prefix, size, added = code(80), 6_000, "import os\n"
    begins = window_at(prefix, size)
    mark = mark_at(prefix, begins)
    assert window_at(added + prefix, size, mark) == len(added) + begins
    assert window_at(prefix[len(FUNCTION) :], size, mark) == begins - len(FUNCTION)


@pytest.mark.parametrize(
    ("drawn", "size", "below", "after"),
    [
        ("f(│, b)\nc\nd\n", 100, "c\nd\n", ", b)\nc\nd\n"),
        ("f(│, b)\nc\nd\n", 3, "c\n", ", b)\n"),
        ("f(│, b)\nc\nd\n", 5, "c\nd\n", ", b)\n"),
        ("f(│, b)\nc\nd\n", 6, "c\nd\n", ", b)\nc\n"),
        (f"│{'x' * 999}", 5, "", "xxxxx"),
        ("f(│\r\n\r\nc\r\n", 100, "c\r\n", "\r\n\r\nc\r\n"),
        ("f│", 10, "", ""),
    ],
)
def test_what_follows_is_cut_at_a_line(drawn: str, size: int, below: str, after: str) -> None:
    assert below_cursor(at(drawn), size) == below
    assert after_cursor(at(drawn), size) == after


def test_what_comes_before_begins_with_a_line() -> None:
    prefix = code(40)
    seen = before_cursor(prefix, 800)
    assert prefix.endswith("\n" + seen)
    assert 400 <= len(seen) <= 800
    assert before_cursor("a\nb", 800) == "a\nb"
