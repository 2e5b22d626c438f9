"""A suggestion is as long as the last ones were right."""

from __future__ import annotations

import pytest

from glossator.completion.length import FEWEST, SuggestionLength, count_words

LINE = "return sum(price.amount * (1 + rate) for price in prices if price.valid)"


def learned(followed: int, errors: int) -> SuggestionLength:
    """A length that has seen an error after every so many words, so many times."""
    length = SuggestionLength()
    for _ in range(errors):
        for _ in range(followed):
            length.note_followed(1)
        length.note_rejected()
    return length


@pytest.mark.parametrize(
    ("followed", "shown"),
    [
        pytest.param(200, "return sum(price.amount * (1 +", id="seldom wrong"),
        pytest.param(60, "return sum(price", id="wrong once in some lines"),
        pytest.param(3, "return", id="wrong all the time"),
    ],
)
def test_a_line_is_cut_where_suggestions_went_wrong(followed: int, shown: str) -> None:
    assert learned(followed, 20).cut(LINE) == shown


@pytest.mark.parametrize("text", ["", "x", "x\n", "\n\n    x = y\n    z()\n", "   ", "\r\n\r\nx"])
def test_what_is_short_enough_stays_with_all_its_lines(text: str) -> None:
    assert SuggestionLength().cut(text) == text


def test_the_first_line_that_is_not_blank_is_cut_and_what_follows_goes_with_it() -> None:
    cut = learned(3, 20).cut(f"\n    {LINE}\n    more()\n")
    assert cut == "\n    return"


def test_nothing_is_cut_before_the_first_error() -> None:
    length = SuggestionLength()
    assert length.cut(LINE * 9) == LINE * 9
    length.note_rejected()
    assert length.cut(LINE * 9) != LINE * 9


def test_a_corrected_error_is_none() -> None:
    length = learned(20, 20)
    before = length.cut(LINE)
    length.note_rejected()
    length.note_corrected()
    assert length.cut(LINE) == before
    for _ in range(100):
        length.note_corrected()
    assert length.cut(LINE) == LINE


def test_errors_are_forgotten_while_suggestions_are_followed() -> None:
    length = learned(3, 20)
    length.note_followed(500)
    assert length.cut(LINE) == LINE


def test_words_and_signs_are_counted() -> None:
    assert count_words("f(a, b) -> 1") == 5
    assert count_words("a b") >= FEWEST


@pytest.mark.parametrize(
    ("text", "shown"),
    [("continue to the next one", "continue"), ("go on to the next one", "go on")],
)
def test_a_long_word_is_enough_where_most_go_wrong(text: str, shown: str) -> None:
    assert learned(1, 20).cut(text) == shown
