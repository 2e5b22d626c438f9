from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.text.lines import (
    after_line,
    line_end,
    line_number,
    line_start,
    line_starts,
    lines_around,
    lines_between_line_feeds,
    lines_with_ends,
    split_lines,
    with_line_feeds,
)

NO_ENDS = "\f\v\x1c\x1d\x1e\x85\u2028\u2029"
"""What `str.splitlines` takes for line ends and LSP does not."""

TEXTS = st.text(st.sampled_from("ab \n\r" + NO_ENDS), max_size=30)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\n\rd", ["a", "b", "c", "", "d"]),
        (f"a{NO_ENDS}b\nc", [f"a{NO_ENDS}b", "c"]),
    ],
)
def test_lf_cr_lf_and_cr_end_a_line_and_nothing_else(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@given(TEXTS)
def test_lines_with_their_ends_are_the_text(text: str) -> None:
    assert "".join(lines_with_ends(text)) == text
    bare = [line.rstrip("\r\n") for line in lines_with_ends(text)]
    assert split_lines(text) == (bare if text[-1:] not in ("", "\n", "\r") else [*bare, ""])


@pytest.mark.parametrize("text", ["", "\n", "b", "b\r\nc\r", "\f\u2028\n\n"])
def test_very_many_lines_are_the_same_ones_and_equal_ones_one_object(text: str) -> None:
    many = "a +\n" * 50_000
    ways = ((split_lines, "a +"), (lines_between_line_feeds, "a +"), (lines_with_ends, "a +\n"))
    for way, line in ways:
        lines = way(f"{many}{text}")
        assert lines == [*[line] * 50_000, *way(text)]
        assert lines[0] is lines[40_000]


@given(TEXTS, st.data())
def test_offsets_agree_with_the_lines(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    number = line_number(text, offset)
    lines = [*lines_with_ends(text), ""]
    begins = sum(map(len, lines[:number]))
    assert line_start(text, offset) == begins
    assert text[begins : line_end(text, begins)] == split_lines(text)[number]
    assert after_line(text, offset) == begins + len(lines[number])


@pytest.mark.parametrize(
    ("drawn", "count", "around"),
    [
        ("a\nb\n│c│\nd\ne", 0, "c"),
        ("a\nb\n│c│\nd\ne", 1, "b\nc\nd"),
        ("a\nb\nx│c\ny│d\ne", 1, "b\nxc\nyd\ne"),
        ("│a│\nb\nc", 9, "a\nb\nc"),
        ("a\f\r\nb\u2028\r\n││c\r\nd\re", 1, "b\u2028\r\nc\r\nd"),
        ("││", 2, ""),
    ],
)
def test_the_lines_around_a_span_are_whole(drawn: str, count: int, around: str) -> None:
    before, selected, after = drawn.split("│")
    text = before + selected + after
    start, end = lines_around(text, (len(before), len(before + selected)), count)
    assert text[start:end] == around


@given(TEXTS)
def test_line_feeds_stand_for_all_line_ends_and_nothing_else(text: str) -> None:
    assert with_line_feeds(text).split("\n") == split_lines(text)


def test_where_each_line_begins() -> None:
    assert line_starts("a\r\nbb\rc\n") == [0, 3, 6, 8]
    assert line_starts("") == [0]
