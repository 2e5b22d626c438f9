from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.actions.docstring.update.source_lines import comment_lines, literal_lines

COMMENTS = [
    ("/** A. */", ["A."]),
    ("/**\n * A.\n *\n * B.\n */", ["A.", "", "B."]),
    ("/**\n   A.\n   B. */", ["A.", "B."]),
    ("/** A.\n  * B.\n  */", ["A.", "B."]),
    ("/*! A. */", ["A."]),
    ("/** */", [""]),
    ("/// A.\n/// B.", ["A.", "B."]),
    ("//! A.", ["A."]),
    ("# A.\n  #   B.", ["A.", "  B."]),
    ("--- A.\n---@param a b", ["A.", "@param a b"]),
    ("######\n# A.\n######", ["", "A.", ""]),
    ("/**\r\n * A.\r\n */", ["A."]),
    ("/**\n * * a list\n */", ["* a list"]),
]
LITERALS = [
    ('"""A."""', ["A."]),
    ('"""\n    A.\n\n    B.\n    """', ["A.", "", "B."]),
    ('"""A.\n\n      B.\n    C."""', ["A.", "", "  B.", "C."]),
    ('r"""A \\d."""', ["A \\d."]),
    ("'''A.\n    '''", ["A."]),
    ('"""\r\n    A.\r\n    """', ["A."]),
]


@pytest.mark.parametrize(("source", "texts"), COMMENTS)
def test_a_comment_is_its_lines_and_together_the_same_bytes(source: str, texts: list[str]) -> None:
    lines = comment_lines(source, "")
    assert lines.texts == texts
    assert lines.joined(lines.lines) == source


@pytest.mark.parametrize(("source", "texts"), LITERALS)
def test_a_literal_is_its_lines_and_together_the_same_bytes(source: str, texts: list[str]) -> None:
    lines = literal_lines(source, "    ")
    assert lines is not None
    assert lines.texts == texts
    assert lines.joined(lines.lines) == source


@pytest.mark.parametrize("source", ['"Old."', "'Old.'", '"Old" "."', '("Old.")', 'u"Old."'])
def test_another_literal_becomes_one_of_three_quotes(source: str) -> None:
    lines = literal_lines(source, "")
    assert lines is not None
    assert lines.joined(lines.lines) == '"""Old."""'


def test_a_broken_literal_has_no_lines() -> None:
    assert literal_lines('"""Broken', "") is None


@given(st.text(alphabet=" *\t\r\nab@", max_size=40))
def test_any_block_comment_comes_together_again(body: str) -> None:
    source = f"/**{body}*/"
    lines = comment_lines(source, "  ")
    assert lines.joined(lines.lines) == source


@given(st.text(alphabet=" \t\r\nab:", max_size=40))
def test_any_literal_comes_together_again(body: str) -> None:
    source = f'"""{body}"""'
    lines = literal_lines(source, "    ")
    assert lines is not None
    assert lines.joined(lines.lines) == source
