"""Filter on the stream: tabs in a file of spaces, and spaces in a file of tabs."""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.clean.answer import Answer
from glossator.completion.cursor import Cursor, indent_width, leading_space
from glossator.completion.lexing import INDENTED, scan_before

# A file shows its style from so many indented lines on; where mixing is an error, one will do.
_ENOUGH_LINES = 3


def adopt_indent(answer: Answer, cursor: Cursor) -> Answer:
    """Write the indentation with the characters that every indented line near the cursor uses."""
    style = _style(cursor)
    if not style or scan_before(cursor).quote:
        return answer
    lines = answer.text.split("\n")
    step = _spaces_per_level(lines)
    for number, line in enumerate(lines):
        space = leading_space(line)
        if style == " " and "\t" in space:
            unit = cursor.indent_unit
            lines[number] = space.replace("\t", unit) + line[len(space) :]
        elif style == "\t" and "\t" not in space and len(space) % step == 0:
            lines[number] = "\t" * (len(space) // step) + line[len(space) :]
    if style == "\t" and not answer.whole and not lines[-1].strip():
        lines[-1] = ""
    return replace(answer, text="\n".join(lines))


def _style(cursor: Cursor) -> str:
    if len(cursor.indented_lines) < (1 if cursor.language in INDENTED else _ENOUGH_LINES):
        return ""
    kinds = cursor.indent_characters
    return next(iter(kinds)) if len(kinds) == 1 else ""


def _spaces_per_level(lines: list[str]) -> int:
    """The unit of an answer in spaces, by its first indented line."""
    width = next((indent_width(line) for line in lines if line.strip() and line[0] == " "), 4)
    return next((unit for unit in (4, 2, 3) if width % unit == 0), 1)
