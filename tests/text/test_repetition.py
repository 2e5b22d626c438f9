from __future__ import annotations

import pytest

from glossator.text.repetition import fresh_length

CIRCLES = [
    ("It is a function that takes ", "a function that takes ", 4),
    ("Fast. ", "It is the first. ", 6),
    ("", "The method reads a line of the file, and then it closes the file again. ", 2),
    ("It does ", "so on and ", 8),
    ("x", "a", 320),
    ("x = ", "1 + ", 90),
    ("", "foo, ", 70),
    ("", "das heißt, dass ", 5),
]


@pytest.mark.parametrize(("before", "unit", "times"), CIRCLES)
def test_a_line_that_only_repeats_itself_is_noticed(before: str, unit: str, times: int) -> None:
    length = fresh_length(before + unit * times)
    assert length is not None
    assert length <= len(before) + len(unit)
    line = before + unit * times
    heard = next(end for end in range(len(line) + 1) if fresh_length(line[:end]) is not None)
    assert heard <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "It reads the file. It reads the file again.",
        "It is a function that takes a function that takes a list.",
        "- `left` is the left operand, `right` is the right operand, `top` is the top operand",
        "very, very, very, very, very, very slow",
        "| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "| int | int | int | int | int | int | int | int |",
        "|" + "------|" * 12,
        "=" * 120,
        "[[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]",
        "assert f(1) == f(1) == f(1) == f(1) == f(1) == f(1)",
        '<tr><td class="a"></td><td class="a"></td><td class="a"></td><td class="a"></td></tr>',
        "a, b, c = None, None, None, None, None, None, None, None, None, None",
        "        return (value.left.left.left.left.left.left.left.left.left.left)",
        "0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,",
        "buffalo buffalo Buffalo buffalo buffalo buffalo Buffalo buffalo",
    ],
)
def test_no_right_line_is_cut_at_any_place(line: str) -> None:
    assert [end for end in range(len(line) + 1) if fresh_length(line[:end]) is not None] == []
