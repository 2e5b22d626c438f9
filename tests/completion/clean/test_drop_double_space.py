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
    ],
)
def test_one_space_is_enough_at_the_joint(drawn: str, reply: str, kept: str) -> None:
    check_head(drop_double_space, drawn, reply, kept)
