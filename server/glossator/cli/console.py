"""Prose that streams onto a console: broken between words, each shown as soon as it is whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_SPACE = re.compile(r"(\s+)")


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
        self._console.print(printed, markup=False, emoji=False, end="")
        *lines, last = printed.split("\n")
        self._column = len(last) if lines else self._column + len(last)
        self._gap = ""
