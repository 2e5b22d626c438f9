from __future__ import annotations

import pytest

from glossator.syntax.lines import blank_after, indent_of_line, is_broken
from glossator.syntax.registry import parse
from tests.syntax.drawn import cursor


@pytest.mark.parametrize(
    ("drawn", "indent"), [("a\n    │b", "    "), ("a\n\t│b", "\t"), ("\f  │b", "  "), ("│b", "")]
)
def test_indentation_is_what_stands_before(drawn: str, indent: str) -> None:
    assert indent_of_line(*cursor(drawn)) == indent


@pytest.mark.parametrize(("drawn", "blank"), [("a│\nb", "\n"), ("a│ \nb", "\n"), ("a│ b", "\n\n")])
def test_a_docstring_is_parted_from_the_code(drawn: str, blank: str) -> None:
    assert blank_after(*cursor(drawn)) == blank


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("x = 1\n│y = 2\n", False),
        ("x = = 1│\ny = 2\n", True),
        ("x = = 1\ny = 2│\n", False),
    ],
)
def test_a_line_is_broken_where_the_parser_gave_up_on_it(drawn: str, expected: bool) -> None:
    text, offset = cursor(drawn)
    assert is_broken(parse(text, "python"), offset) is expected
