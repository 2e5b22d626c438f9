from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise

import pytest

from glossator.models.local.worth_running import for_machine, worth_running


def test_each_entry_has_its_source_and_the_day_on_which_it_was_read() -> None:
    for each in worth_running():
        assert each.source.startswith("https://")
        assert isinstance(each.read, date)
        assert each.model
        assert each.why


def test_larger_machines_come_later() -> None:
    works = [work for work, _ in groupby(worth_running(), key=lambda each: each.work)]
    assert sorted(works) == ["ghost text", "next edits", "prose"]
    for _, entries in groupby(worth_running(), key=lambda each: each.work):
        assert all(first.memory < then.memory for first, then in pairwise(entries))


@pytest.mark.parametrize(
    ("memory", "models"),
    [
        (0, ["Qwen2.5-Coder 0.5B"]),
        (12, ["Qwen2.5-Coder 3B", "Qwen3.5 9B", "Qwen2.5-Coder 7B Instruct"]),
        (128, ["Qwen3-Coder 30B-A3B", "Qwen3.8 27B", "Qwen2.5-Coder 7B Instruct"]),
    ],
)
def test_a_machine_gets_what_fits(memory: int, models: list[str]) -> None:
    assert [each.model for each in for_machine(memory)] == models
