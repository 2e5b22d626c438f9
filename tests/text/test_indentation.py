from __future__ import annotations

import pytest

from glossator.text.indentation import indent_step, indent_width, leading_space


@pytest.mark.parametrize(
    ("line", "space", "width"),
    [
        *(("", "", 0), ("a", "", 0), ("  a b", "  ", 2), ("\ta", "\t", 4), ("  \ta", "  \t", 4)),
        *(("\t a", "\t ", 5), ("    ", "    ", 4)),
        # no other white space indents code
        *(("\u00a0 a", "", 0), ("\x0ca", "", 0)),
    ],
)
def test_the_space_at_the_head_of_a_line(line: str, space: str, width: int) -> None:
    assert (leading_space(line), indent_width(line)) == (space, width)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("", "    "),
        ("a\nb", "    "),
        ("a {\n  b\n}", "  "),
        ("a:\n    b\n\n        c", "    "),
        ("a {\n\tb {\n\t\tc", "\t"),
        ("a:\n    b\n    c\n\td", "    "),
        ("/*\n * a\n */\na {\n  b", "  "),
    ],
)
def test_the_step_that_lines_are_indented_by(text: str, step: str) -> None:
    assert indent_step(text.split("\n")) == step
