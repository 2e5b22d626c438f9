"""Of several readings of an answer, the one with which the text around it has fewer faults."""

from __future__ import annotations

import logging

import pytest

from glossator.completion.readings import Reading, choose
from tests.completion.drawn import at

AS_SAID = Reading("b)", 0, "as said")
WITHOUT = Reading("b", 0, "without its closer")


@pytest.mark.parametrize(
    ("drawn", "chosen"),
    [
        ("f(a, │)\n", WITHOUT),
        ("f(a, │\n", AS_SAID),
        # broken elsewhere, and as broken either way
        ("x = = 1\nf(a, │\n", AS_SAID),
    ],
)
def test_syntax_chooses(drawn: str, chosen: Reading) -> None:
    assert choose([AS_SAID, WITHOUT], at(drawn, "python")) is chosen


def test_what_leaves_nothing_unpaired_wins_where_the_grammar_sees_no_difference() -> None:
    said, without = Reading("fi"), Reading("")
    assert choose([said, without], at("if a; then\n  b\n  │\nfi\n", "shellscript")) is without
    assert choose([said, without], at("if a; then\n  b\n│\n", "shellscript")) is said


def test_what_is_said_twice_weighs_more_than_a_fault() -> None:
    twice = Reading("a + total", 0, "as said", repeats=True)
    once = Reading("a + total", len(" + total"), "replaces the rest")
    assert choose([twice, once], at("x = │ + total\n", "python")) is once


def test_every_choice_is_explained(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "glossator.completion.readings"):
        choose([AS_SAID, WITHOUT], at("f(a, │)\n", "python"))
    assert "'without its closer' by faults (as said: 1, without its closer: 0)" in caplog.text
