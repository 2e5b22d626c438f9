"""Whole runs in simulated time: the figures that the project promises, as far as it keeps them."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

import pytest

from bench.__main__ import options_of
from bench.clock import now, simulate
from bench.run import run
from tests.shared_data import shared_data


async def _pause(seconds: float) -> float:
    await asyncio.sleep(seconds)
    return now()


def test_simulated_time_passes_only_by_waiting() -> None:
    assert simulate(_pause(3600)) == pytest.approx(3600)


def test_what_waits_for_nothing_is_an_error() -> None:
    async def forever() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(RuntimeError, match="nothing will bring about"):
        simulate(forever())


@pytest.mark.parametrize(
    "words",
    [
        "--corpus shlex --rhythm even --errors late --still",
        "--corpus shlex --rhythm bursts --errors early --slips 0.05 --lines 1",
    ],
)
@pytest.mark.parametrize("wire", ["fim", "chat"])
def test_other_typists_and_services_are_served_by_all_servers(wire: str, words: str) -> None:
    shared_data("traces/rustcode.json.gz")
    parsed = vars(options_of([*words.split(), "--keys", "120"]))
    options = argparse.Namespace(**{**parsed, "corpus": "shlex", "wire": wire})
    ours, theirs = run("glossator", options).flat(), run("throwaway", options).flat()
    assert ours["unanswered"] == ours["misfits"] == theirs["unanswered"] == theirs["misfits"] == 0
    assert theirs["right"] > 0.5
    assert ours["right"] > theirs["right"] - 0.1


@pytest.mark.parametrize("corpus", ["python", "rust-typed", "rust-recorded"])
@pytest.mark.parametrize("wire", ["fim", "chat"])
def test_a_run_is_the_same_each_time(wire: str, corpus: str) -> None:
    shared_data("traces/rustcode.json.gz")
    shared_data("traces/json-crdt-patch.json.gz")
    options = argparse.Namespace(
        **{**vars(options_of(["--keys", "200"])), "wire": wire, "corpus": corpus}
    )
    first: dict[str, Any] = run("glossator", options).flat()
    assert run("glossator", options).flat() == pytest.approx(first, nan_ok=True)
    assert first["unanswered"] == first["misfits"] == 0
