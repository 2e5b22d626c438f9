"""A block of lines between brackets that the editor has closed on one line."""

from __future__ import annotations

import pytest

from glossator.completion.clean.break_before_closer import break_before_closer
from tests.completion.clean.checks import check_whole


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("f() {│}", "\n  g();", "\n  g();\n"),
        ("  f() {│}", "\n    g();\n", "\n    g();\n  "),
        # its closer is said, or it is one line
        ("f() {│}", "\n  g();\n}", "\n  g();\n}"),
        ("f() {│}", " g(); ", " g(); "),
        ("f() {│", "\n  g();", "\n  g();"),
    ],
)
def test_the_closer_gets_a_line_of_its_own(drawn: str, reply: str, kept: str) -> None:
    check_whole(break_before_closer, drawn, reply, kept, "javascript")
