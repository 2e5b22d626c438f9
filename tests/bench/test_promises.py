"""What `docs/bench.md` says of ghost text, kept: two seeds of each table, in simulated time."""

from __future__ import annotations

import argparse

import pytest

from bench.__main__ import options_of
from bench.run import run
from tests.shared_data import shared_data


@pytest.mark.parametrize(
    ("corpus", "wire", "right", "wrong", "requests", "decoded"),
    [
        ("python", "fim", 0.9, 0.15, 6, 150),
        ("python", "chat", 0.9, 0.15, 6, 150),
        ("rust-typed", "fim", 0.85, 0.2, 6, 175),
        ("rust-typed", "chat", 0.85, 0.25, 6, 175),
        ("rust-recorded", "fim", 0.72, 0.2, 22, 150),
        ("rust-recorded", "chat", 0.62, 0.2, 24, 340),
    ],
)
def test_ghost_text_is_as_good_and_as_cheap_as_the_documents_say(
    corpus: str, wire: str, right: float, wrong: float, requests: float, decoded: float
) -> None:
    shared_data("traces/rustcode.json.gz")
    shared_data("traces/json-crdt-patch.json.gz")
    runs = []
    for seed in (1, 2):
        options = vars(options_of([])) | {"corpus": corpus, "wire": wire, "seed": seed}
        runs.append(run("glossator", argparse.Namespace(**options)).flat())
    mean = {name: (runs[0][name] + runs[1][name]) / 2 for name in runs[0]}
    assert mean["right"] >= right
    assert mean["wrong"] <= wrong
    assert mean["requests"] <= requests
    assert mean["decoded"] <= decoded
    assert mean["unanswered"] == mean["misfits"] == 0
