"""Spoiled answers to an edit: none may lose a statement."""

from __future__ import annotations

import pytest

from bench.mutations import SHAPES, SPOILINGS, examples, outcome

MENDED = ("right", "prose before", "the whole file", "numbers", "a diff", "first line stripped")


@pytest.mark.parametrize("language", SHAPES)
def test_a_spoiled_answer_loses_nothing(language: str) -> None:
    for example in examples(language, 2):
        came = {name: outcome(example, spoil) for name, spoil in SPOILINGS.items()}
        assert not [name for name, what in came.items() if what in ("lost", "odd")]
        assert [came[name] for name in MENDED] == ["right"] * len(MENDED)
