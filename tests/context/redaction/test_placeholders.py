from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.context.redaction.placeholders import (
    holds_placeholder,
    is_placeholder,
    placeholder,
)
from tests.context.redaction.shapes import shape


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        ("Tr0ub4dor&3", "Xxxxxxxxx*x"),
        ("a-b_c.d/e+f=", "x-x_x.x/x+x="),
        (r"ab\ncd\t1", r"xx\nxx\tx"),
        ("länge", "xxxxx"),
        ("AB12", "XXXX"),
        ("482910", "xxxxxx"),
    ],
)
def test_a_placeholder_has_the_length_and_the_shape(secret: str, expected: str) -> None:
    assert shape(placeholder(secret)) == expected


def test_a_secret_has_one_placeholder_and_no_other_secret_of_the_text_has_it() -> None:
    taken: set[str] = set()
    for number in range(1_000):
        secret = f"{number:06}"
        assert placeholder(secret) == placeholder(secret)
        taken.add(placeholder(secret, "", taken))
    assert len(taken) == 1_000


def test_a_placeholder_that_stands_in_the_text_already_is_not_used() -> None:
    assert placeholder("hunter2", text := placeholder("hunter2")) != text


@pytest.mark.parametrize("secret", ["482910", "83920174", "hunter2", "00000000-0000-0000"])
def test_none_is_met_by_chance(secret: str) -> None:
    made = placeholder(secret)
    assert len({*made.lower()} - {"-"}) >= 3
    assert holds_placeholder(f"see {made}!")
    for ordinary in ("#000000", "1000000", "xxxxxxxx", "0x00000000", "00000000-0000-0000", "xyz"):
        assert not holds_placeholder(ordinary)


def test_one_that_is_cut_by_dashes_is_known_again() -> None:
    for number in range(1_000):
        assert holds_placeholder(placeholder(f"00000000-0000-{number:04}"))


@pytest.mark.parametrize("text", ["xxxx", "Xxjxxqxxx*z", "x-x_z", "", r"xx\nqz"])
def test_a_text_that_says_nothing_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["a", "x2", "xx&", "1010"])
def test_any_other_text_is_none(text: str) -> None:
    assert not is_placeholder(text)


@given(st.text(max_size=30))
def test_a_placeholder_is_one_and_keeps_every_offset(secret: str) -> None:
    made = placeholder(secret)
    assert len(made) == len(secret)
    assert is_placeholder(made)
