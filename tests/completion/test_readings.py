"""Of several readings of an answer, the one with which the text around it has fewer faults."""

from __future__ import annotations

import logging

import pytest

from glossator.completion.readings import Reading, choose
from glossator.log import log_readings
from tests.completion.drawn import at

AS_SAID = Reading("b)", 0, "as answered")
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
    answer, without = Reading("fi"), Reading("")
    assert choose([answer, without], at("if a; then\n  b\n  │\nfi\n", "shellscript")) is without
    assert choose([answer, without], at("if a; then\n  b\n│\n", "shellscript")) is answer


def test_what_is_said_twice_weighs_more_than_a_fault() -> None:
    twice = Reading("a + total", 0, "as answered", repeats=True)
    once = Reading("a + total", len(" + total"), "replaces the rest")
    assert choose([twice, once], at("x = │ + total\n", "python")) is once


@pytest.mark.parametrize(
    ("drawn", "explained"),
    [
        (
            "f(a, │)\n",
            'insert "b" over 0 (without its closer: it has the fewest faults)'
            " | seen: as answered, faults: 1; without its closer, faults: 0",
        ),
        ("f(a, │\n", 'insert "b)" over 0 (as answered: it has the fewest faults)'),
    ],
)
def test_where_prompts_are_logged_every_choice_is_explained(
    drawn: str, explained: str, caplog: pytest.LogCaptureFixture
) -> None:
    log_readings(wanted=True)
    try:
        choose([AS_SAID, WITHOUT], at(drawn, "python"))
    finally:
        log_readings(wanted=False)
    assert explained in caplog.text


def test_the_log_says_that_faults_were_there_before(caplog: pytest.LogCaptureFixture) -> None:
    log_readings(wanted=True)
    try:
        over = Reading("b", 1, "replaces the closer")
        answer = choose([AS_SAID, over], at("f(a, │)\n)\ny = = 2\n", "python"))
    finally:
        log_readings(wanted=False)
    assert answer is AS_SAID
    assert "(as answered: there are faults without it, and none surely ends all)" in caplog.text


def test_no_other_level_of_the_log_says_how_an_answer_is_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, "glossator"):
        choose([AS_SAID, WITHOUT], at("f(a, │)\n", "python"))
    assert not caplog.text
