"""What `drop_path_comment` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_path_comment import drop_path_comment
from tests.completion.clean.checks import check_head

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("# src/example.py\nx = 1", "x = 1"),
        ("// Path: src/example.py\nx = 1", "x = 1"),
        ("# see example.py for more\nx = 1", "# see example.py for more\nx = 1"),
        ("# src/example.py", "# src/example.py"),
        ("x = 1\n# Path: b.py\ny = 2", "x = 1"),
    ],
)
def test_the_comment_with_the_path_is_dropped(reply: str, kept: str) -> None:
    check_head(drop_path_comment, BLANK, reply, kept)
