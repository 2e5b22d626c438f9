"""Where a suggestion could help."""

from __future__ import annotations

import pytest

from glossator.completion.worth import awkwardness, is_useful
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
    ("drawn", "awkward"),
    [
        ("f(│total)", True),
        ("a = 1\n│\n", True),
        ("    a = 1\n    │", True),
        ("f(│)", False),
        ("a = │\n", False),
        ("# add them up\n│\n", False),
        ("def f():\n    │", False),
        ("│", True),
    ],
)
def test_it_rarely_helps_before_a_word_and_in_a_line_that_nothing_asked_for(
    drawn: str, awkward: bool
) -> None:
    assert bool(awkwardness(at(drawn))) is awkward
