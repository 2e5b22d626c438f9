"""How lines of documentation are set into source code: between quotes or after marks. Pure.

A frame makes pieces of whole lines, so that `opening`, the pieces so far and `closing`, joined, are
a whole docstring at any time.
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
        """The source before the first piece."""

    @property
    def closing(self) -> str:
        """The source after the last piece."""

    @property
    def prefix_width(self) -> int:
        """The columns that indentation and mark take of each line."""

    @property
    def first_indent(self) -> int:
        """The columns that the opening takes of the first line beyond `prefix_width`."""

    @property
    def is_deferred(self) -> bool:
        """Whether the first piece must wait until it is known whether there is another."""

    def is_multiline(self, lines: list[str], width: int) -> bool:
        """Whether the summary alone needs several lines; `width` leaves out `prefix_width`."""

    def first(self, lines: list[str], multiline: bool) -> str:
        """The piece with the summary."""

    def more(self, lines: list[str]) -> str:
        """A piece with lines below it."""

    def last(self, multiline: bool) -> str:
        """What is left before `closing`."""

    def escaped(self, line: str) -> str:
        """The line as it can stand here."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Python's triple quotes: the summary follows them on their line."""

    indent: str
    opening: str = QUOTES
    closing: str = QUOTES
    first_indent: int = len(QUOTES)
    is_deferred: bool = False

    @property
    def prefix_width(self) -> int:
        """The indentation."""
        return columns(self.indent)

    def is_multiline(self, lines: list[str], width: int) -> bool:
        """Whether the summary and both quotes do not fit on one line."""
        return len(lines) > 1 or len(lines[0]) + 2 * len(QUOTES) > width

    def first(self, lines: list[str], multiline: bool) -> str:
        """The summary right after the quotes."""
        return lines[0] + self.more(lines[1:])

    def more(self, lines: list[str]) -> str:
        """The lines, each after the line end that parts it from the one before."""
        return "".join(f"\n{self.indent}{line}" if line else "\n" for line in lines)

    def last(self, multiline: bool) -> str:
        """The line of the closing quotes."""
        return f"\n{self.indent}" if multiline else ""

    def escaped(self, line: str) -> str:
        """As Python reads it back."""
        return line.replace("\\", "\\\\").replace(QUOTES, '\\"' * len(QUOTES))


@dataclass(frozen=True, slots=True)
class Block:
    """`/** … */`, on one line for a summary alone, else with a star before each line."""

    indent: str
    escape: Callable[[str], str]
    opening: str = "/**"
    closing: str = "*/"
    first_indent: int = 0
    is_deferred: bool = True

    @property
    def prefix_width(self) -> int:
        """The indentation and the star."""
        return columns(self.indent) + 3

    def is_multiline(self, lines: list[str], width: int) -> bool:
        """Whether the summary and both marks do not fit on one line."""
        return len(lines) > 1 or len(lines[0]) + 4 > width

    def first(self, lines: list[str], multiline: bool) -> str:
        """The summary below the opening mark, or on its line."""
        return f"\n{self.indent} {self.more(lines)}" if multiline else f" {lines[0]} "

    def more(self, lines: list[str]) -> str:
        """The lines; each ends where the next star or the closing mark stands."""
        return "".join(f"{f'* {line}' if line else '*'}\n{self.indent} " for line in lines)

    def last(self, multiline: bool) -> str:
        """Nothing."""
        return ""

    def escaped(self, line: str) -> str:
        """Without what would end the comment."""
        return self.escape(line)


@dataclass(frozen=True, slots=True)
class Marks:
    """A mark before each line: `///`, `//`, `#` or `---`.

    Between the mark and a line that begins with `no_space` there is no space.
    """

    indent: str
    mark: str
    escape: Callable[[str], str] = str
    no_space: str = "\0"
    opening: str = ""
    closing: str = ""
    first_indent: int = 0
    is_deferred: bool = False

    @property
    def prefix_width(self) -> int:
        """The indentation, the mark and a space."""
        return columns(self.indent) + len(self.mark) + 1

    def is_multiline(self, lines: list[str], width: int) -> bool:
        """True: comments of one line have no other form."""
        return True

    def first(self, lines: list[str], multiline: bool) -> str:
        """The summary; the line that it begins on is indented already."""
        return self.more(lines).removeprefix(f"\n{self.indent}")

    def more(self, lines: list[str]) -> str:
        """The lines, each after the line end that parts it from the one before."""
        return "".join(f"\n{self.indent}{self._marked(line)}" for line in lines)

    def _marked(self, line: str) -> str:
        space = "" if line.startswith((self.no_space, "\t")) else " "
        return f"{self.mark}{space}{line}".rstrip()

    def last(self, multiline: bool) -> str:
        """Nothing."""
        return ""

    def escaped(self, line: str) -> str:
        """Without what would reach beyond the line."""
        return self.escape(line)


def columns(indent: str) -> int:
    """How wide an indentation is."""
    return len(indent.expandtabs(4))
