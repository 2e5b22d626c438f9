from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.context.redaction.placeholders import is_placeholder, placeholder


@pytest.mark.parametrize(
    ("secret", "variant", "expected"),
    [
        ("Tr0ub4dor&3", 0, "Xx0xx0xxx*0"),
        ("Tr0ub4dor&3", 1, "Yx0xx0xxx*0"),
        ("Tr0ub4dor&3", 3, "Xy0xx0xxx*0"),
        ("a-b_c.d/e+f=", 0, "x-x_x.x/x+x="),
        (r"ab\ncd\t1", 0, r"xx\nxx\t0"),
        ("länge", 0, "xxxxx"),
        ("1", 2, "0"),
    ],
)
def test_a_placeholder_has_the_length_and_the_shape(
    secret: str, variant: int, expected: str
) -> None:
    assert placeholder(secret, variant) == expected


@pytest.mark.parametrize("text", ["xxxx", "Xx0xx0xxx*0", "x-x_1", "", r"xx\nyy"])
def test_a_text_that_says_nothing_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["a", "x2", "xx&"])
def test_any_other_text_is_none(text: str) -> None:
    assert not is_placeholder(text)


@given(st.text(max_size=30), st.integers(0, 50))
def test_a_placeholder_is_one_and_keeps_every_offset(secret: str, variant: int) -> None:
    made = placeholder(secret, variant)
    assert len(made) == len(secret)
    assert is_placeholder(made)
