"""The bench of next edits: its changes have a true rest, and its model errs as it says."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bench.clock import simulate
from bench.next_edit import changes
from bench.next_edit.changes import Made
from bench.next_edit.drawn import drawn_changes
from bench.next_edit.model import ERRORS, Model
from bench.next_edit.play import played
from bench.next_edit.quiet import offers_after

PYTHON = """\
import logging


class Price:
    def __init__(self, worth):
        self.amount = worth

    def rounded(self):
        result = round(self.amount, 2)
        if result < 0:
            return -result
        return result


def total(prices):
    return sum(prices)


def shown(prices):
    return str(total(prices))
"""
MAKERS = [
    changes._local,
    changes._field,
    changes._function,
    changes._parameter,
    changes._key,
    changes._log,
]


def made_by(maker: object, language: str = "python") -> Made:
    assert callable(maker)
    found: Made = next(maker(PYTHON if language == "python" else "fn x() {}\n", language, "a.py"))
    return found


class Erring(Model):
    """A model that always errs, in one way."""

    def __init__(self, way: str) -> None:
        super().__init__(Random(1), errs=1.0)
        self._way = way

    def _wrong(self, block: str, right: str, former: str) -> str:
        self.random = Chosen(self._way)
        return super()._wrong(block, right, former)


class Chosen(Random):
    """Chooses one thing."""

    def __new__(cls, _: str) -> Chosen:
        return super().__new__(cls)

    def __init__(self, way: str) -> None:
        super().__init__(1)
        self._way = way

    def choice(self, seq: object) -> str:  # type: ignore[override]
        return self._way


@pytest.mark.parametrize("maker", MAKERS)
def test_what_is_due_is_offered_by_a_model_that_knows_it(maker: object) -> None:
    tally = simulate(played(made_by(maker), Model(Random(1), errs=0)))
    assert tally.due > 0
    assert (tally.right, tally.wrong, tally.late) == (tally.due, 0, 0)


def test_a_caller_that_is_not_open_is_offered(tmp_path: Path) -> None:
    made = made_by(changes._function)
    tally = simulate(played(made, Model(Random(1), errs=0), tmp_path))
    assert (tally.right, tally.wrong, tally.late) == (tally.due, 0, 0)


def test_a_caller_behind_a_file_that_hands_the_function_on_is_offered(tmp_path: Path) -> None:
    made = changes.behind_a_front(made_by(changes._function))
    assert made is not None
    assert len(made.texts) == 3
    tally = simulate(played(made, Model(Random(1), errs=0), tmp_path))
    assert (tally.right, tally.wrong, tally.late) == (tally.due, 0, 0)


@pytest.mark.parametrize("language", changes.ENUMS)
def test_a_new_case_gets_its_arm(language: str) -> None:
    made = made_by(changes._case, language)
    tally = simulate(played(made, Model(Random(1), errs=0)))
    assert (tally.right, tally.wrong, tally.late) == (tally.due, 0, 0)


@pytest.mark.parametrize("way", ERRORS)
@pytest.mark.parametrize("language", ["python", *changes.ENUMS])
def test_what_a_model_errs_in_is_not_offered(way: str, language: str) -> None:
    maker = changes._parameter if language == "python" else changes._case
    tally = simulate(played(made_by(maker, language), Erring(way)))
    assert (tally.wrong, tally.late) == (0, 0)


def test_another_value_asks_for_nothing() -> None:
    at = PYTHON.index("2)")
    texts = (("file:///a.py", "python", PYTHON, PYTHON),)
    made = Made("value", texts, at, at + 1, "3")
    assert not simulate(offers_after(made, Model(Random(1))))


@pytest.mark.parametrize("kind", ["swift parameter", "lua function", "css jsx", "elixir function"])
def test_a_drawn_change_is_offered_to_its_end(kind: str) -> None:
    (made,) = (each for each in drawn_changes() if each.kind == kind)
    tally = simulate(played(made, Model(Random(1), errs=0)))
    assert tally.due > 0
    assert (tally.right, tally.wrong, tally.late) == (tally.due, 0, 0)
