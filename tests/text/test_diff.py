from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.text.diff import changed_part


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", (3, 0, "")),
        ("abc", "axc", (1, 1, "x")),
        ("abc", "abcd", (3, 0, "d")),
        ("abcd", "bcd", (0, 1, "")),
        ("", "a", (0, 0, "a")),
        ("a", "", (0, 1, "")),
        ("aa", "aaa", (2, 0, "a")),
        ("a\n😀\nb", "a\n😀!\nb", (3, 0, "!")),
        ("a\r\nb", "a\nb", (1, 2, "\n")),
        ("a\nb", "a\r\nb", (1, 1, "\r\n")),
        ("a\r\nb", "a\rb", (1, 2, "\r")),
        ("a\rb", "a\r\nb", (1, 1, "\r\n")),
        ("a\r\nb\nc", "a\nb\nc", (1, 2, "\n")),
    ],
)
def test_only_what_differs_changes(old: str, new: str, expected: tuple[int, int, str]) -> None:
    assert changed_part(old, new) == expected


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_the_change_makes_the_new_text_and_is_the_smallest(old: str, new: str) -> None:
    offset, removed, put = changed_part(old, new)
    assert old[:offset] + put + old[offset + removed :] == new
    if removed and put:
        gone = old[offset : offset + removed]
        assert gone[0] != put[0]
        assert gone[-1] != put[-1]


@given(st.text("a\r\n", max_size=8), st.text("a\r\n", max_size=8))
def test_no_line_end_is_cut_in_two(old: str, new: str) -> None:
    offset, removed, put = changed_part(old, new)
    assert old[:offset] + put + old[offset + removed :] == new
    if old != new:
        for text, end in ((old, offset + removed), (new, offset + len(put))):
            assert text[max(offset - 1, 0) : offset + 1] != "\r\n"
            assert text[max(end - 1, 0) : end + 1] != "\r\n"
