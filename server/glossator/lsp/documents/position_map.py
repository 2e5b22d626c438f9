"""A text as lines, with the conversion between the client's positions and offsets in it."""

from __future__ import annotations

from lsprotocol import types

from glossator.lsp.documents.line_index import LineIndex
from glossator.lsp.documents.positions import content_length, offset_in_line, units_at


class PositionMap:
    """Converts positions in the client's encoding to offsets in code points, and back."""

    def __init__(self, lines: list[str], index: LineIndex, encoding: str) -> None:
        self._lines = lines
        self._index = index
        self._encoding = encoding

    @property
    def lines(self) -> list[str]:
        """The lines with their line ends, one more than there are line ends; not to be changed."""
        return self._lines

    def copied(self) -> tuple[list[str], LineIndex, str]:
        """Copies of what a position map is made of."""
        return self._lines.copy(), self._index.copy(), self._encoding

    def offset_at(self, position: types.Position) -> int:
        """The offset of `position`; beyond a line or the document it is the end of that."""
        row, column = self._row_and_column(position)
        return self._index.offset_of(self._lines, row) + column

    def position_at(self, offset: int) -> types.Position:
        """The position of `offset`, held within the document.

        An offset between `\\r` and `\\n` has no position of its own: it gets that before both.
        """
        row, begins = self._index.row_at(self._lines, max(0, offset))
        line = self._lines[row]
        column = min(max(0, offset) - begins, content_length(line))
        return types.Position(row, units_at(line, column, self._encoding))

    def range_of(self, start: int, end: int) -> types.Range:
        """The range from the offset `start` to the offset `end`."""
        first = self.position_at(start)
        return types.Range(first, first if end == start else self.position_at(end))

    def range_from(self, position: types.Position, length: int) -> types.Range:
        """The range of `length` code points from a position on, held within its line."""
        row, column = self._row_and_column(position)
        line = self._lines[row]
        ends = (column, min(column + length, content_length(line)))
        start, end = (types.Position(row, units_at(line, at, self._encoding)) for at in ends)
        return types.Range(start, end)

    def _row_and_column(self, position: types.Position) -> tuple[int, int]:
        """The row of `position` and its code points from the begin of the line."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line]
        return position.line, offset_in_line(line, position.character, self._encoding)
