"""What `restore_newlines` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.restore_newlines import restore_newlines
from tests.completion.clean.checks import check_whole


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [("a\r\n│", "x\r\ny"), ("a\n│", "x\ny"), ("│\r\n", "x\r\ny"), ("a\r\nb\n│", "x\ny")],
)
def test_the_buffers_line_ends_come_back(drawn: str, kept: str) -> None:
    check_whole(restore_newlines, drawn, "x\ny", kept)
