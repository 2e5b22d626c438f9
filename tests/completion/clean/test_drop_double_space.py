"""What `drop_double_space` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_double_space import drop_double_space
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("    return │", " x", "x"),
        ("    return│", " x", " x"),
        ("print('a │", " b')", " b')"),
        ("    │", " x", " x"),
        # a column
        ("a  = 1\nbcd│", "  = 2", "  = 2"),
        ("ab    = 1\nc │", "    = 2", "    = 2"),
        ("ab = 1\nc │", " = 2", "= 2"),
        ("# a    b    c\n# 1    2 │\n", "   3", "   3"),
        ("# [1  1  1 │", " 0]", " 0]"),
        ("x = 1  # a │", " b", "b"),
    ],
)
def test_one_space_is_enough_at_the_joint(drawn: str, reply: str, kept: str) -> None:
    check_head(drop_double_space, drawn, reply, kept)
