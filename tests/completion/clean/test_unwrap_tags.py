"""What `unwrap_tags` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.unwrap_tags import unwrap_tags
from tests.completion.clean.checks import check_head

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("<code>\nx = 1\n</code>", "x = 1"),
        ("<COMPLETION>x = 1</COMPLETION>", "x = 1"),
        ("<x> = 1", "<x> = 1"),
    ],
)
def test_tags_are_taken_off(reply: str, kept: str) -> None:
    check_head(unwrap_tags, BLANK, reply, kept)


def test_tags_in_html_are_code() -> None:
    check_head(unwrap_tags, "<p>│</p>", "<code>x</code>", "<code>x</code>", language="html")
