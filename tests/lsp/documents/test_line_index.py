from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.lsp.documents import line_index
from glossator.lsp.documents.line_index import LineIndex

LINES = st.lists(st.text("ab", max_size=3).map(lambda text: f"{text}\n"), min_size=1, max_size=12)


def check(index: LineIndex, lines: list[str]) -> None:
    """The index agrees with the lines counted one by one."""
    begins = 0
    for row, line in enumerate(lines):
        assert index.offset_of(lines, row) == begins
        for offset in range(begins, begins + len(line)):
            assert index.row_at(lines, offset) == (row, begins)
        begins += len(line)
    assert index.row_at(lines, begins)[0] == len(lines) - 1


@given(LINES, st.data())
def test_the_index_follows_every_edit(lines: list[str], data: st.DataObject) -> None:
    with patch.object(line_index, "BLOCK", 2):  # so that a few lines make many blocks
        index = LineIndex(lines)
        check(index, lines)
        for _ in range(data.draw(st.integers(0, 6))):
            row = data.draw(st.integers(0, len(lines) - 1))
            removed = data.draw(st.integers(1, len(lines) - row))
            inserted = data.draw(LINES)
            lines[row : row + removed] = inserted
            index.replaced(lines, row, removed, len(inserted))
            check(index, lines)
            row = data.draw(st.integers(0, len(lines) - 1))
            index.grown(row, 1)
            lines[row] = f"c{lines[row]}"
            check(index, lines)


def test_a_line_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError, match="line 2 of 2"):
        LineIndex(["a\n", "b"]).offset_of(["a\n", "b"], 2)
