"""The faults of a text with a piece of it replaced, told from one tree and from a fresh one."""

from __future__ import annotations

import pytest

from glossator.syntax.errors import error_count
from glossator.syntax.faults import Place


@pytest.mark.parametrize("replaced", [0, 1])
@pytest.mark.parametrize("text", ["", "a", "a)", "é(", "\n    a,\n", '"é"'])
def test_a_text_put_in_is_parsed_as_if_it_had_stood_there(text: str, replaced: int) -> None:
    before, after = "é = 1\nf(", ")\ng(1)\n"
    expected = error_count(before + text + after[replaced:], "python")
    assert Place(before, after, "python").fault_count(text, replaced) == expected


def test_an_end_too_many_is_a_fault_in_ruby() -> None:
    place = Place("class A\n  def a\n    b\n  end\n", "end\n", "ruby")
    assert [place.fault_count(text) for text in ("", "end\n")] == [0, 1]


def test_a_language_without_a_grammar_is_none_of_its_business() -> None:
    with pytest.raises(KeyError):
        Place("", "", "latex")


HARD = "/*#" * 4_000
"""What Go's grammar reads for seconds."""


def test_a_text_that_is_too_hard_to_read_gets_no_tree() -> None:
    with pytest.raises(TimeoutError):
        Place(HARD, "", "go")


def test_an_answer_that_makes_a_text_too_hard_to_read_has_more_faults_than_any_other() -> None:
    place = Place("package a\n\n", "", "go")
    assert place.fault_count(HARD) > place.fault_count("func f( {\n" * 20)
    assert place.fault_count("func f() {}\n") == 0  # what was given up leaves nothing behind
