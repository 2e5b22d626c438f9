"""What `trim_trailing_space` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.trim_trailing_space import trim_trailing_space
from tests.completion.clean.checks import check_whole

LOOP = "def f(a):\n    for b in a:\n        │\n        c(b)\n    return a\n"


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        (LOOP, "x = b   \n    y\n  \n", "x = b\n    y"),
        (LOOP, "  \n ", ""),
        ("return │x", "a + ", "a + "),
        ("a = {│}", "'b': 1\n", "'b': 1"),
        ("a = {│}", "\n    'b': 1,\n", "\n    'b': 1,\n"),
        (LOOP, 'x = """a  \nb"""', 'x = """a  \nb"""'),
    ],
)
def test_space_at_the_end_is_trimmed(drawn: str, reply: str, kept: str) -> None:
    check_whole(trim_trailing_space, drawn, reply, kept)


def test_two_spaces_in_markdown_are_a_line_break() -> None:
    check_whole(trim_trailing_space, "│", "a  \nb", "a  \nb", "markdown")
