"""Where each line of a buffer begins, kept up to date in a few microseconds an edit.

Counting all lines before the cursor at every keystroke takes milliseconds in a long file. The index
keeps the totals of blocks of some hundred lines, so that it counts the blocks before the cursor,
and then the lines of one block.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

BLOCK = 512
"""Lines in a fresh block; a block that edits have grown to twice that many is cut again."""


class LineIndex:
    """Offsets of lines in code points, for a list of lines that the caller holds and changes."""

    def __init__(
        self, lines: Sequence[str], blocks: Iterable[tuple[int, int]] | None = None
    ) -> None:
        self._blocks = list(_cut(lines, 0, len(lines)) if blocks is None else blocks)

    def copy(self) -> LineIndex:
        """An index for a copy of the lines."""
        return LineIndex((), self._blocks)

    def offset_of(self, lines: Sequence[str], row: int) -> int:
        """The code points before line `row`, which is one of `lines`."""
        _, first_row, offset = self._block_of_row(row)
        return offset + sum(map(len, lines[first_row:row]))

    def row_at(self, lines: Sequence[str], offset: int) -> tuple[int, int]:
        """The line that holds the code point `offset`, and the offset where that line begins.

        The end of the text belongs to the last line.
        """
        row = begins = 0
        for rows, length in self._blocks[:-1]:
            if offset < begins + length:
                break
            row, begins = row + rows, begins + length
        else:
            rows = len(lines) - row
        starts = list(accumulate(map(len, lines[row : row + rows - 1]), initial=begins))
        within = bisect_right(starts, offset) - 1
        return row + within, starts[within]

    def grown(self, row: int, by: int) -> None:
        """Take note that line `row` has become `by` code points longer, or shorter."""
        block = self._block_of_row(row)[0]
        rows, length = self._blocks[block]
        self._blocks[block] = (rows, length + by)

    def replaced(self, lines: Sequence[str], row: int, removed: int, inserted: int) -> None:
        """Take note that the `removed` lines from `row` on, at least one, became `inserted` ones.

        `lines` are those after the edit.
        """
        first, first_row, _ = self._block_of_row(row)
        last, rows = first, self._blocks[first][0]
        while first_row + rows < row + removed:
            last += 1
            rows += self._blocks[last][0]
        end = first_row + rows - removed + inserted
        self._blocks[first : last + 1] = _cut(lines, first_row, end)

    def _block_of_row(self, row: int) -> tuple[int, int, int]:
        """The number of the block that holds `row`, its first row, and that row's offset."""
        first_row = offset = 0
        for block, (rows, length) in enumerate(self._blocks):
            if row < first_row + rows:
                return block, first_row, offset
            first_row, offset = first_row + rows, offset + length
        raise IndexError(f"line {row} of {first_row}")


def _cut(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """(lines, code points) of each block of the lines from `start` to `end`."""
    while start < end:
        stop = end if end - start <= 2 * BLOCK else start + BLOCK
        yield stop - start, sum(map(len, lines[start:stop]))
        start = stop
