from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glossator.models.ledger import Budget, Ledger, Spending, today

ONE = Spending(today(), "m", "s", "ghost text", 1, 100, 20, 10, 4, 1, 0, 0.5)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "state" / "usage.sqlite")


async def test_equal_keys_are_summed_also_over_processes(tmp_path: Path) -> None:
    path = tmp_path / "usage.sqlite"
    for _ in range(2):
        ledger = Ledger(path)
        ledger.add(ONE)
        ledger.add(replace(ONE, work="explanation", kept=7))
        ledger.close()
    other, ghost = Ledger(path).read(days=1)
    assert ghost == Spending(today(), "m", "s", "ghost text", 2, 200, 40, 20, 8, 2, 0, 1.0)
    assert (other.work, other.kept) == ("explanation", 14)


async def test_old_days_are_left_out(ledger: Ledger) -> None:
    ledger.add(replace(ONE, day="2020-01-01"))
    ledger.add(ONE)
    ledger.close()
    assert ledger.read(days=1) == [ONE]
    assert len(ledger.read(days=100_000)) == 2


async def test_a_file_that_is_none_loses_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "usage.sqlite"
    path.write_text("no database, but a text of some length" * 100)
    ledger = Ledger(path)
    ledger.add(ONE)
    ledger.close()
    assert ledger.read(days=1) == []


async def test_deleting_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(ONE)
    ledger.close()
    ledger.delete()
    assert list((tmp_path / "state").iterdir()) == []
    assert ledger.read(days=1) == []


def test_a_budget_is_spent_by_the_tighter_limit() -> None:
    assert Budget().share([ONE]) == 0
    assert Budget(tokens=220).share([ONE]) == 0.5
    prices = Budget(tokens=220, money=0.001, prompt_price=5, decoded_price=50)
    assert prices.cost(ONE) == pytest.approx(0.001)
    assert prices.share([ONE]) == pytest.approx(1.0)
