"""The measure of secrets measures: what it counts, and what it would not overlook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench import secrets
from tests.context.secret_corpus import Sample

if TYPE_CHECKING:
    import pytest

KEY = "ghp_" + "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"


def test_recall_counts_what_is_hidden_and_names_what_is_not() -> None:
    samples = [
        Sample("key", f"x = '{KEY}'", KEY[4:]),
        Sample("word", "password is swordfish", "swordfish"),
    ]
    row = secrets.recall("both", samples)
    assert "1 of      2   50.00%" in row
    assert row.endswith("word 1")


def test_false_alarms_are_counted_by_line_and_shown(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"x = 1\nkey = '{KEY}'\ny = 2\nz = 3\n", "utf-8")
    rows = secrets.row_of_false_alarms(tmp_path).splitlines()
    assert rows[0].endswith("1 lines of 4 (2500.000 in 10,000)")
    assert rows[1].startswith("  a.py: key = ")


def test_it_prints_three_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = [Sample("key", f"x = '{KEY}'", KEY[4:])]
    secrets.main([str(tmp_path)], {"a key": some}, most_windows=2)
    printed = capsys.readouterr().out
    assert "a key" in printed
    assert "100.00%" in printed
    assert printed.count("median") == 4
