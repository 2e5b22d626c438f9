"""The bench of edits runs to its end; what it measures is for people to judge."""

from __future__ import annotations

from bench.edits import cost_of_lines, measure


async def test_every_row_is_there() -> None:
    rows = (await measure(1, 20, 300)).splitlines()
    assert [row.split(":")[0] for row in rows[1:5]] == [
        "edit",
        "edit",
        "explanation",
        "explanation",
    ]
    assert all(" ms" in row for row in rows[1:])


async def test_an_edit_costs_something() -> None:
    assert await cost_of_lines(100, 20) > 0
