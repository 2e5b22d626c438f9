"""Columns in the three encodings, against counting one character after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.lsp.documents.positions import content_length, offset_in_line, units_at

UNIT_BYTES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
encodings = st.sampled_from(list(UNIT_BYTES))
contents = st.text(st.sampled_from("ab \t\x0b\x0c\x85\u2028é€😀\U0010ffff"), max_size=12)
line_ends = st.sampled_from(["", "\n", "\r\n", "\r"])


@pytest.mark.parametrize(
    ("line", "utf_8", "utf_16", "utf_32"),
    [
        ("│abc\n", 0, 0, 0),
        ("abc│\n", 3, 3, 3),
        ("é│é", 2, 1, 1),
        ("€uro│", 6, 4, 4),
        ("a😀│b\r\n", 5, 3, 2),
        ("😀😀│", 8, 4, 2),
        ("\x0c\u2028│", 4, 2, 2),
        ("│", 0, 0, 0),
    ],
)
def test_a_column_in_each_encoding(line: str, utf_8: int, utf_16: int, utf_32: int) -> None:
    offset, text = line.index("│"), line.replace("│", "")
    for encoding, units in (("utf-8", utf_8), ("utf-16", utf_16), ("utf-32", utf_32)):
        assert units_at(text, offset, encoding) == units
        assert offset_in_line(text, units, encoding) == offset


@pytest.mark.parametrize(
    ("line", "units", "encoding"),
    [
        ("a│😀b", 2, "utf-16"),
        ("a│😀b", 2, "utf-8"),
        ("a│😀b", 4, "utf-8"),
        ("│éb", 1, "utf-8"),
        ("a│€", 3, "utf-8"),
    ],
)
def test_a_column_within_a_character_is_before_it(line: str, units: int, encoding: str) -> None:
    assert offset_in_line(line.replace("│", ""), units, encoding) == line.index("│")


@pytest.mark.parametrize("line", ["ab│", "ab│\n", "ab│\r\n", "ab│\r", "é😀│\r\n", "│\n", "│"])
@pytest.mark.parametrize("encoding", UNIT_BYTES)
def test_a_column_beyond_the_line_is_before_its_line_end(line: str, encoding: str) -> None:
    text = line.replace("│", "")
    assert content_length(text) == line.index("│")
    assert offset_in_line(text, 2**31 - 1, encoding) == line.index("│")


@given(contents, line_ends, encodings, st.integers(-1, 60))
def test_every_column_is_that_of_counting_characters(
    content: str, line_end: str, encoding: str, units: int
) -> None:
    counted = offset = 0
    for char in content:
        counted += len(char.encode(CODECS[encoding])) // UNIT_BYTES[encoding]
        if counted > units:
            break
        offset += 1
    assert offset_in_line(content + line_end, units, encoding) == offset


@given(contents, line_ends, encodings)
def test_every_offset_comes_back_from_its_column(
    content: str, line_end: str, encoding: str
) -> None:
    line = content + line_end
    for offset in range(len(content) + 1):
        assert offset_in_line(line, units_at(line, offset, encoding), encoding) == offset


def test_a_lone_surrogate_is_no_error() -> None:
    assert units_at("a\ud800b", 2, "utf-16") == 2
    assert offset_in_line("a\ud800b", 2, "utf-16") == 2
