"""Moving lines to the left and right, for the filters that settle indentation."""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor
from glossator.text.indentation import TAB_WIDTH, indent_width


def indent_of(width: int, cursor: Cursor) -> str:
    """White space of so many columns, as this file writes it."""
    if cursor.indent_unit == "\t":
        return "\t" * (width // TAB_WIDTH) + " " * (width % TAB_WIDTH)
    return " " * width


def shift_lines(answer: Draft, columns: int, cursor: Cursor, from_line: int = 0) -> Draft:
    """Indent the lines from `from_line` on by so many columns more, or less."""
    if not columns:
        return answer
    lines = answer.text.split("\n")
    for number in range(from_line, len(lines)):
        line = lines[number]
        if line.strip():
            width = max(0, indent_width(line) + columns)
            lines[number] = indent_of(width, cursor) + line.lstrip(" \t")
        elif number == len(lines) - 1 and not answer.whole:
            lines[number] = ""  # how far it is indented shows with its first character
    return replace(answer, text="\n".join(lines))
