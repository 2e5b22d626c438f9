from __future__ import annotations

from glossator.measure.compare import compare
from glossator.measure.scores import Score, score_of


def scores(answers: dict[str, str], truth: str = "a + b") -> dict[str, Score]:
    return {hole: score_of(answer, truth) for hole, answer in answers.items()}


def test_only_holes_of_both_count() -> None:
    ours = scores({str(n): "a + b" for n in range(8)})
    theirs = scores({str(n): "a - b" for n in range(2, 12)})
    found = compare(ours, theirs)
    assert found is not None
    assert (found.holes, found.exact, found.exact_interval) == (6, 1.0, (1.0, 1.0))
    assert found.is_sure
    assert found.similarity > 0


def test_what_may_be_chance_is_not_sure() -> None:
    ours = scores({str(n): "a + b" if n % 2 else "x" for n in range(10)})
    theirs = scores({str(n): "x" if n % 2 else "a + b" for n in range(10)})
    found = compare(ours, theirs)
    assert found is not None
    assert not found.is_sure


def test_too_few_holes_are_not_compared() -> None:
    assert compare(scores({"1": "a"}), scores({"1": "b"})) is None
