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
