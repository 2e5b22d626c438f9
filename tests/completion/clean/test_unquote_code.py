"""What `unquote_code` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.unquote_code import unquote_code
from tests.completion.clean.checks import check_head

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("`x = 1`", "x = 1"),
        ("The missing line is: `x = 1`.", "x = 1"),
        ("x = f'`{a}`'", "x = f'`{a}`'"),
    ],
)
def test_backticks_are_taken_off(reply: str, kept: str) -> None:
    check_head(unquote_code, BLANK, reply, kept)


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("const a = │", "`${b}`;", "`${b}`;"),
        ("f(\n  │\n)", "`${b}`", "`${b}`"),
        ("  │", "`b += 1;`", "b += 1;"),
    ],
)
def test_backticks_in_javascript_are_code_but_around_a_statement(
    drawn: str, reply: str, kept: str
) -> None:
    check_head(unquote_code, drawn, reply, kept, language="javascript")
