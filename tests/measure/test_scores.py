from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.measure.scores import Score, figures_of, interval, percentile, score_of


@pytest.mark.parametrize(
    ("answer", "truth", "expected"),
    [
        # shown, exact, first word, wrong, kept
        ("a + b", "a + b", (True, True, True, False, 5)),
        ("a + b  ", "a + b", (True, True, True, False, 5)),
        ("a + ", "a + b", (True, False, True, False, 4)),
        ("a - b", "a + b", (True, False, True, True, 2)),
        ("b", "a + b", (True, False, False, True, 0)),
        ("", "a + b", (False, False, False, False, 0)),
        (" \n", "a + b", (False, False, False, False, 0)),
        ("x = 1\nreturn x", "x = 1\nreturn x", (True, True, True, False, 14)),
        ("x = 1\ny = 2", "x = 1\nreturn x", (True, True, True, False, 6)),
        ("a + b, and more", "a + b", (True, False, True, True, 5)),
    ],
)
def test_an_answer_is_judged_by_its_first_line(
    answer: str, truth: str, expected: tuple[bool, bool, bool, bool, int]
) -> None:
    got = score_of(answer, truth)
    assert (got.shown, got.exact, got.first_word, got.wrong, got.kept) == expected


@given(st.text(), st.text())
def test_a_score_keeps_within_its_bounds(answer: str, truth: str) -> None:
    got = score_of(answer, truth)
    assert 0 <= got.similarity <= 1
    assert 0 <= got.kept <= min(len(answer), len(truth))
    assert not (got.exact and got.wrong)
    assert got.shown or not (got.exact or got.wrong or got.first_word)


def test_figures_are_shares_percentiles_and_tokens_for_each_right_character() -> None:
    right = Score(True, True, True, False, 1.0, 10, 0.1, 0.3, 40, 10)
    none = Score(False, False, False, False, 0.0, 0, None, None, 50, 0)
    got = figures_of([right, none])
    assert (got.count, got.shown, got.exact, got.wrong, got.similarity) == (2, 0.5, 0.5, 0.0, 0.5)
    assert (got.first_token_p50, got.line_p95) == (0.1, 0.3)
    assert (got.tokens, got.cost) == (100, 10.0)
    assert figures_of([none]).cost is None


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, None), ([3.0], 0.95, 3.0), ([1.0, 2.0, 3.0, 4.0], 0.5, 3.0), ([2.0, 1.0], 0.0, 1.0)],
)
def test_percentiles(values: list[float], share: float, expected: float | None) -> None:
    assert percentile(values, share) == expected


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=30))
def test_the_interval_lies_within_what_was_measured(differences: list[float]) -> None:
    low, high = interval(differences)
    assert min(differences) - 1e-9 <= low <= high <= max(differences) + 1e-9


def test_the_interval_of_a_difference_that_is_always_the_same_is_that_difference() -> None:
    assert interval([0.25] * 8) == (0.25, 0.25)
    low, high = interval([1.0, -1.0] * 20)
    assert low < 0 < high
