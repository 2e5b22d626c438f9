"""What a cursor tells of the lines around it."""

from __future__ import annotations

import pytest

from glossator.completion.cursor import LOOK_AHEAD, LOOK_BACK, Cursor
from tests.completion.drawn import at


def test_the_lines_around_the_cursor() -> None:
    cursor = at("a\n\n  b│c\n\nd\n")
    assert (cursor.line_before, cursor.line_after) == ("  b", "c")
    assert (cursor.lines_above, cursor.next_line) == (["a", ""], "d")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(end: str) -> None:
    cursor = Cursor(f"a{end}b", f"c{end}d")
    assert (cursor.line_before, cursor.line_after) == ("b", "c")
    assert (cursor.lines_above, cursor.lines_below, cursor.newline) == (["a"], ["d"], end)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("if a:\n  b\n  if c:\n    d\n", "  "),
        ("if a:\n   b\n", "   "),
        ("if a:\n    b\n", "    "),
        ("if a {\n\tb\n}\n", "\t"),
        ("a = 1\n", "    "),
        ("", "    "),
    ],
)
def test_one_step_of_indentation_is_read_off_the_file(text: str, unit: str) -> None:
    assert Cursor(text, "").indent_unit == unit


@pytest.mark.parametrize(("language", "unit"), [("ruby", "  "), ("go", "\t"), ("java", "    ")])
def test_a_young_file_is_indented_by_custom(language: str, unit: str) -> None:
    assert Cursor("a = 1\n", "", language).indent_unit == unit


def test_a_line_of_two_megabytes_is_no_line_above() -> None:
    cursor = Cursor("x" * 2_000_000, "y" * 2_000_000)
    assert cursor.lines_above == cursor.lines_below == []
    assert len(cursor.line_before) > LOOK_BACK


def test_a_line_that_is_seen_in_part_is_left_out() -> None:
    assert Cursor("x" * LOOK_BACK + "\na\n", "").lines_above == ["a"]
    assert Cursor("", "\na\n" + "x" * LOOK_AHEAD).lines_below == ["a"]


@pytest.mark.parametrize(
    ("line", "anchor"),
    [
        ("    return total", "total"),
        ("x = ", "x ="),
        ("", ""),
        ("x" * 2_000_000, "x" * 80),
        ("a = b; " * 300_000 + "total +", "total +"),
    ],
    ids=["word", "few letters", "empty", "one long word", "many words"],
)
def test_an_answer_is_to_begin_with_few_characters(line: str, anchor: str) -> None:
    assert Cursor(line, "").anchor == anchor
