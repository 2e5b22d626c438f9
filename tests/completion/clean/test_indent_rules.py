"""What indentation `IndentRules` lets a line have."""

from __future__ import annotations

import pytest

from glossator.completion.clean.indent_rules import IndentRules
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("drawn", "line", "width", "allowed"),
    [
        ("def f():\n    │\n", "x = 1", 4, True),
        ("def f():\n    │\n", "x = 1", 0, False),
        ("def f():\n    a\n    │\n", "return 1", 0, False),
        ("if a:\n    b\n│\n", "else:", 0, True),
        ("if a:\n    b\n│\n", "else:", 4, False),
        ("def f():\n    a\n    │\n    b\n", "x = 1", 0, False),
        ("f(\n    │\n)\n", "x", 2, True),
    ],
)
def test_a_line_stands_where_the_lines_around_allow(
    drawn: str, line: str, width: int, allowed: bool
) -> None:
    assert IndentRules(at(drawn)).allows(line, width, alone=True) == allowed


@pytest.mark.parametrize(
    ("drawn", "line", "width"),
    [
        ("void f() {\n│\n}\n", "g();", 4),
        ("void f() {\n    a();\n│\n}\n", "b();", 4),
        ("void f() {\n    a();\n│\n}\n", "label:", 0),
        ("namespace a {\n│\n}\n", "int b;", 0),
    ],
)
def test_a_line_at_the_left_edge_belongs_to_the_block(drawn: str, line: str, width: int) -> None:
    assert IndentRules(at(drawn, "cpp")).width_in_block(line) == width
