"""How lines of documentation are set into source code: between quotes or behind marks. Pure.

Each frame gives out text in pieces that are joined: whole lines, so that `opening`, the pieces so
far and `closing` are a whole docstring at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

QUOTES = '"""'


class Frame(Protocol):
    """The source around the lines."""

    @property
    def opening(self) -> str:
        """What stands before the first piece."""

    @property
    def closing(self) -> str:
        """What stands after the last piece."""

    @property
    def room(self) -> int:
        """The columns that it takes of each line."""

    @property
    def hang(self) -> int:
        """The columns that it takes of the first line beyond those."""

    @property
    def waits(self) -> bool:
        """Whether the first piece depends on there being another."""

    def is_tall(self, lines: list[str], width: int) -> bool:
        """Whether the summary alone needs the form for several lines; `width` is without room."""

    def first(self, lines: list[str], tall: bool) -> str:
        """The piece with the summary."""

    def more(self, lines: list[str]) -> str:
        """A piece with lines below it."""

    def last(self, tall: bool) -> str:
        """What is left before `closing`."""

    def escaped(self, line: str) -> str:
        """The line as it can stand here."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Python's triple quotes: the summary follows them on their line."""

    indent: str
    opening: str = QUOTES
    closing: str = QUOTES
    hang: int = len(QUOTES)
    waits: bool = False

    @property
    def room(self) -> int:
        """The indentation."""
        return columns(self.indent)

    def is_tall(self, lines: list[str], width: int) -> bool:
        """On one line with its quotes, or else with those that close it on a line of their own."""
        return len(lines) > 1 or len(lines[0]) + 2 * len(QUOTES) > width

    def first(self, lines: list[str], tall: bool) -> str:
        """Right behind the quotes."""
        return lines[0] + self.more(lines[1:])

    def more(self, lines: list[str]) -> str:
        """Each led by the line end that parts it from the one before."""
        return "".join(f"\n{self.indent}{line}" if line else "\n" for line in lines)

    def last(self, tall: bool) -> str:
        """The line of the closing quotes."""
        return f"\n{self.indent}" if tall else ""

    def escaped(self, line: str) -> str:
        """As Python reads it back."""
        return line.replace("\\", "\\\\").replace(QUOTES, "'''")


@dataclass(frozen=True, slots=True)
class Block:
    """`/** … */`, on one line for a summary alone, else with a star before each line."""

    indent: str
    escape: Callable[[str], str]
    opening: str = "/**"
    closing: str = "*/"
    hang: int = 0
    waits: bool = True

    @property
    def room(self) -> int:
        """The indentation and the star."""
        return columns(self.indent) + 3

    def is_tall(self, lines: list[str], width: int) -> bool:
        """Whether it does not fit on one line with its marks."""
        return len(lines) > 1 or len(lines[0]) + 4 > width

    def first(self, lines: list[str], tall: bool) -> str:
        """Below the opening mark, or beside it."""
        return f"\n{self.indent} {self.more(lines)}" if tall else f" {lines[0]} "

    def more(self, lines: list[str]) -> str:
        """Each ends where the next star or the closing mark stands."""
        return "".join(f"{f'* {line}' if line else '*'}\n{self.indent} " for line in lines)

    def last(self, tall: bool) -> str:
        """Nothing."""
        return ""

    def escaped(self, line: str) -> str:
        """Without what would end the comment."""
        return self.escape(line)


@dataclass(frozen=True, slots=True)
class Marks:
    """A mark before each line: `///`, `//`, `#` or `---`; `glued` begins lines without a space."""

    indent: str
    mark: str
    escape: Callable[[str], str] = str
    glued: str = "\0"
    opening: str = ""
    closing: str = ""
    hang: int = 0
    waits: bool = False

    @property
    def room(self) -> int:
        """The indentation, the mark and a space."""
        return columns(self.indent) + len(self.mark) + 1

    def is_tall(self, lines: list[str], width: int) -> bool:
        """There is one form only."""
        return True

    def first(self, lines: list[str], tall: bool) -> str:
        """The line that the comment begins on is indented already."""
        return self.more(lines).removeprefix(f"\n{self.indent}")

    def more(self, lines: list[str]) -> str:
        """Each led by the line end that parts it from the one before."""
        return "".join(f"\n{self.indent}{self._marked(line)}" for line in lines)

    def _marked(self, line: str) -> str:
        space = "" if line.startswith((self.glued, "\t")) else " "
        return f"{self.mark}{space}{line}".rstrip()

    def last(self, tall: bool) -> str:
        """Nothing."""
        return ""

    def escaped(self, line: str) -> str:
        """Without what would reach beyond the line."""
        return self.escape(line)


def columns(indent: str) -> int:
    """How wide an indentation is."""
    return len(indent.expandtabs(4))
