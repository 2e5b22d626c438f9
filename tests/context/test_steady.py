"""What is shown keeps its place, so that the prefix cache of a service holds the prompt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.context.index.candidates import MODULE, Candidate
from glossator.context.steady import WANTED, Steady
from glossator.syntax.outline import Declaration

SIZE = 1_000
EVERY = [
    Candidate("a.py", Declaration(f"f{number}", "function", f"def f{number}()"), MODULE)
    for number in range(100)
]


def text(steady: Steady, order: list[Candidate]) -> str:
    return "".join(body for _, body in steady.show(order, {}, SIZE, {each.key for each in order}))


def test_what_is_missing_is_added_at_the_end() -> None:
    steady = Steady()
    before = text(steady, EVERY)
    after = text(steady, EVERY[::-1])
    assert after.startswith(before)
    assert "f99()" in after


def test_nothing_changes_while_all_that_is_wanted_is_there() -> None:
    steady = Steady()
    assert text(steady, EVERY) == text(steady, [*EVERY[5:10], *EVERY])


def test_what_is_gone_is_not_shown() -> None:
    steady = Steady()
    text(steady, EVERY)
    assert "f0()" not in text(steady, EVERY[1:])


@given(st.lists(st.permutations(EVERY), min_size=1, max_size=5))
def test_all_that_is_wanted_is_shown_once_and_within_the_size(
    orders: list[list[Candidate]],
) -> None:
    steady = Steady()
    for order in orders:
        excerpts = steady.show(order, {}, SIZE, {each.key for each in order})
        assert sum(len(file) + len(body) for file, body in excerpts) <= SIZE
        keys = [each.key for each in steady.chosen]
        assert len(keys) == len(set(keys))
        assert {each.key for each in order[:WANTED]} <= set(keys)
