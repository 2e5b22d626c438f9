"""Lines moved to the left and right, in the file's own white space."""

from __future__ import annotations

import pytest

from glossator.completion.clean.answer import Draft
from glossator.completion.clean.indent import indent_of, shift_lines
from tests.completion.drawn import at

SPACES = "if a:\n    b\n│"
TABS = "if a:\n\tb\n│"


@pytest.mark.parametrize(
    ("drawn", "width", "expected"),
    [(SPACES, 6, "      "), (TABS, 8, "\t\t"), (TABS, 6, "\t  "), (SPACES, 0, "")],
)
def test_columns_are_written_as_the_file_writes_them(drawn: str, width: int, expected: str) -> None:
    assert indent_of(width, at(drawn)) == expected


@pytest.mark.parametrize(
    ("drawn", "text", "columns", "from_line", "expected"),
    [
        (SPACES, "a\n  b\n", 4, 0, "    a\n      b\n"),
        (SPACES, "a\n  b", 4, 1, "a\n      b"),
        (SPACES, "    a\n  b", -4, 0, "a\nb"),
        (SPACES, "a\n   \nb", 2, 0, "  a\n   \n  b"),
        (SPACES, "    a", 0, 0, "    a"),
        (TABS, "a\n\tb", 4, 0, "\ta\n\t\tb"),
    ],
)
def test_lines_move_together_and_not_past_the_left_edge(
    drawn: str, text: str, columns: int, from_line: int, expected: str
) -> None:
    moved = shift_lines(Draft(text, whole=True, chat=True), columns, at(drawn), from_line)
    assert moved.text == expected


def test_the_indentation_of_an_unfinished_line_waits_for_its_first_character() -> None:
    unfinished = Draft("a\n    ", whole=False, chat=True)
    assert shift_lines(unfinished, 4, at(SPACES)).text == "    a\n"
