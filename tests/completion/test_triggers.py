"""Where a suggestion could help."""

from __future__ import annotations

import pytest

from glossator.completion.triggers import is_useful, penalty
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("drawn", "useful"),
    [
        ("to│tal = 1", False),
        ("to│é = 1", False),
        ("to│ = 1", True),
        ("│total = 1", True),
        ("total│", True),
        ("│", True),
    ],
)
def test_not_in_the_middle_of_a_word(drawn: str, useful: bool) -> None:
    assert is_useful(at(drawn)) is useful


@pytest.mark.parametrize(
    ("drawn", "typed", "useful"),
    [
        ("f(ne│total)", 0, False),
        ("f(ne│total)", 1, False),
        ("f(ne│total)", 2, True),
        ("f(a, ne│total)", 5, True),
        ("ne│total", 2, True),
        ("set_ne│total", 2, False),
    ],
)
def test_a_word_typed_in_front_of_another_is_a_new_one(
    drawn: str, typed: int, useful: bool
) -> None:
    assert is_useful(at(drawn), typed) is useful


@pytest.mark.parametrize(
    ("drawn", "penalized"),
    [
        ("f(│total)", True),
        ("a = 1\n│\n", True),
        ("    a = 1\n    │", True),
        ("f(new│total)", False),
        ("f(│)", False),
        ("a = │\n", False),
        ("# add them up\n│\n", False),
        ("def f():\n    │", False),
        ("│", True),
    ],
)
def test_it_rarely_helps_before_a_word_and_in_a_line_that_nothing_asked_for(
    drawn: str, penalized: bool
) -> None:
    assert bool(penalty(at(drawn))) is penalized
