"""`glossator usage`: what was counted, what it is estimated to cost, and how it is ended."""

from __future__ import annotations

import json

import pytest

from tests.cli.terminal import Terminal
from tests.standin.contract import PROSE_MODEL


@pytest.fixture
async def used(terminal: Terminal) -> Terminal:
    """A terminal in which one explanation was asked for."""
    (terminal.folder / "a.py").write_text("x = 1\n", "utf-8")
    assert (await terminal.run("explain", "a.py:1")).status == 0
    return terminal


async def test_nothing_was_counted_yet(terminal: Terminal) -> None:
    assert (await terminal.run("usage")).out.startswith("Nothing was counted")


async def test_what_was_counted_is_shown(used: Terminal) -> None:
    shown = (await used.run("usage")).out
    model, headers, row, _, *_ = shown.splitlines()
    assert model.startswith(f"{PROSE_MODEL} at 127.0.0.1")
    assert headers.split()[:2] == ["Day", "Work"]
    assert row.split()[1] == "prose"
    assert "Money: set pricePrompt" in shown


async def test_what_doctor_asks_is_counted(terminal: Terminal) -> None:
    assert (await terminal.run("doctor")).status == 0
    entries = json.loads((await terminal.run("usage", "--json")).out)["entries"]
    assert {entry["work"] for entry in entries} == {"finding out"}
    assert sum(entry["decoded_tokens"] for entry in entries) > 0


async def test_money_and_energy_follow_the_figures_that_are_set(used: Terminal) -> None:
    figures = {"PRICE_DECODED": "1000000", "JOULES_PER_TOKEN": "3600"}
    found = json.loads((await used.run("usage", "--json", settings=figures)).out)
    (entry,) = found["entries"]
    assert entry["work"] == "prose"
    assert entry["decoded_tokens"] == found["money"] == found["watt_hours"] > 0
    shown = (await used.run("usage", settings=figures)).out
    assert "J a token, set in environment." in shown
    assert found["sources"] == {"priceDecoded": "environment", "joulesPerToken": "environment"}


async def test_one_command_ends_and_deletes_it(used: Terminal) -> None:
    done = await used.run("usage", "--off")
    assert "deleted" in done.out
    assert (await used.run("explain", "a.py:1")).status == 0
    found = json.loads((await used.run("usage", "--json")).out)
    assert (found["kept"], found["entries"]) == (False, [])
    await used.run("usage", "--on")
    assert json.loads((await used.run("usage", "--json")).out)["kept"] is True
