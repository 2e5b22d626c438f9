"""What a terminal shows: headings, tables, and prose that streams."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import TextIO

import click

from glossator.text.sanitize import plain

bold = partial(click.style, bold=True)
faint = partial(click.style, dim=True)
GAP = "  "
"""Between two columns of a table."""
NARROWEST = 8
"""Columns of text that a cell keeps on a screen on which the table does not fit."""
_SPACE = re.compile(r"(\s+)")


class Console:
    """A screen or a file. Styles are left out where they would not be seen, or by `NO_COLOR`."""

    def __init__(self, file: TextIO | None = None, width: int = 0, color: bool | None = None):
        self._file = file
        self._color = False if color is None and os.environ.get("NO_COLOR") else color
        self.width = width or shutil.get_terminal_size().columns

    def print(self, text: str = "", end: str = "\n") -> None:
        """Write `text`, which `click.style` may have styled, as it is."""
        click.echo(text + end, nl=False, file=self._file, color=self._color)

    def rule(self, title: str) -> None:
        """Write a heading, with a line after it to the end of the screen."""
        encoding = getattr(self._file or sys.stdout, "encoding", None) or "utf-8"
        line = "─" if encoding.lower().startswith("utf") else "-"
        self.print(f"{title} {click.style(line * (self.width - len(title) - 1), fg='green')}")

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]], whole: int = 0) -> None:
        """Write a table; cells are folded to fit, but for the first `whole` columns."""
        lines = table_lines(headers, rows, self.width, whole)
        for head, line in lines:
            self.print(bold(line) if head else line)


def table_lines(
    headers: Sequence[str], rows: Sequence[Sequence[str]], width: int, whole: int = 0
) -> Iterator[tuple[bool, str]]:
    """The lines of a table, and whether each is part of its head.

    What comes from services is text: it is shown without control characters.
    """
    grid = [headers, *([plain(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    foldable = range(whole, len(widths))
    while foldable and sum(widths) + len(GAP) * (len(widths) - 1) > width:
        widest = max(foldable, key=widths.__getitem__)
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    for row in grid:
        columns = [_folded(cell, size) for cell, size in zip(row, widths, strict=True)]
        for cells in zip_longest(*columns, fillvalue=""):
            padded = (cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
            yield row is headers, GAP.join(padded).rstrip()


def _folded(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, max(width, 1), break_on_hyphens=False)


class Flow:
    """One text, fed in pieces of any size; keeps its own line ends and adds those it needs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._column = 0
        self._gap = ""
        self._held = ""

    def feed(self, text: str) -> None:
        """Print the words that `text` completes."""
        *whole, self._held = _SPACE.split(self._held + text)
        for piece in whole:
            self._put(piece)

    def end(self) -> None:
        """Print what was held back, and end the line."""
        self._put(self._held)
        self._console.print()

    def _put(self, piece: str) -> None:
        if not piece.strip():
            self._gap += piece
            return
        column = self._column + len(self._gap) + len(piece)
        if "\n" not in self._gap and self._column and column > self._console.width:
            self._gap = "\n"
        printed = self._gap + piece
        self._console.print(printed, end="")
        *lines, last = printed.split("\n")
        self._column = len(last) if lines else self._column + len(last)
        self._gap = ""
