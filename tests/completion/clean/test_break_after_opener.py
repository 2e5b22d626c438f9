"""What `break_after_opener` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.break_after_opener import break_after_opener
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("    if a:│", "        b()", "\n        b()"),
        ("    if a:│", " b()", " b()"),
        ("if a:│", " b()", " b()"),
        ("    x = a[1:│", "        2]", "        2]"),
        ("    a = 1│", "        b()", "        b()"),
    ],
)
def test_a_body_begins_on_a_new_line(drawn: str, reply: str, kept: str) -> None:
    check_head(break_after_opener, drawn, reply, kept)
