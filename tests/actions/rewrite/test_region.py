from __future__ import annotations

import pytest

from glossator.actions.rewrite.region import LONGEST, Region, region_to_change
from glossator.errors import CommandError
from tests.actions.rewrite.places import place_in

PLACES = {
    "whole lines": ("│x = 1\ny = 2│\n", "x = 1\ny = 2"),
    "with their line end": ("│x = 1\n│y = 2\n", "x = 1"),
    "the indentation left out": ("if x:\n    │y = 1│\n", "    y = 1"),
    "half words": ("val│ue = 1\noth│er = 2\n", "value = 1\nother = 2"),
    "half a string": ("x = 'one t│wo'\n│y = 1\n", "x = 'one two'"),
    "a string of many lines": ("x = '''a\nb│c\nd│e\n'''\n", "x = '''a\nbc\nde\n'''"),
    "a cursor in a function": (
        "def f():\n    return││ 1\n",
        "def f():\n    return 1",
    ),
    "a cursor at the top": ("x = ││1\ny = 2\n", "x = 1"),
    "a cursor on a blank line": ("x = 1\n││\ny = 2\n", ""),
    "an empty file": ("││", ""),
}


def test_what_no_model_writes_in_one_answer_is_not_edited() -> None:
    line = "x" * LONGEST
    buffer, region = place_in(f"{line}│y│\n")
    with pytest.raises(CommandError, match="has 200,001 characters, more than a model writes"):
        region_to_change(buffer, region.span)
    buffer, region = place_in(f"│{line}│\n{line}\n")
    assert region_to_change(buffer, region.span) == region


@pytest.mark.parametrize("case", PLACES)
def test_which_lines_are_written_anew(case: str) -> None:
    drawn, lines = PLACES[case]
    assert "\n".join(place_in(drawn)[1].lines) == lines


def test_a_place_of_very_many_lines_is_shown_in_no_time() -> None:
    many = 300_000  # it takes hours to look for their indentation anew at each
    assert Region((0, 0), ("    a",) * many).shown == "\n".join(["a"] * many)
