"""Filter on the stream: tabs in a file of spaces, and spaces in a file of tabs."""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before
from glossator.text.indentation import indent_width, leading_space
from glossator.text.lexer import opens_block

# A file shows its style from so many indented lines on; where mixing is an error, one will do.
_ENOUGH_LINES = 3


def adopt_indent(answer: Draft, cursor: Cursor) -> Draft:
    """Write the indentation with the characters that every indented line near the cursor uses."""
    style = _style(cursor)
    if not style or scan_before(cursor).quote:
        return answer
    lines = answer.text.split("\n")
    begins = 0 if _is_indented(lines[0], cursor) else 1
    step = _spaces_per_level(lines[begins:])
    for number, line in enumerate(lines[begins:], begins):
        space = leading_space(line)
        if number and lines[number - 1].endswith("\\") and cursor.facts.blocks == "targets":
            continue  # what goes on is no line of a recipe
        if style == " " and "\t" in space:
            unit = cursor.indent_unit
            lines[number] = space.replace("\t", unit) + line[len(space) :]
        elif style == "\t" and "\t" not in space and len(space) % step == 0:
            lines[number] = "\t" * (len(space) // step) + line[len(space) :]
    if style == "\t" and not answer.whole and lines[begins:] and not lines[-1].strip():
        lines[-1] = ""
    return replace(answer, text="\n".join(lines))


def _is_indented(first: str, cursor: Cursor) -> bool:
    """Whether the space at the head of the answer is indentation, and not one between two words."""
    before = cursor.line_before
    is_body = opens_block(before, cursor.language) and indent_width(first) > 1
    return not before.strip() or is_body


def _style(cursor: Cursor) -> str:
    here = leading_space(cursor.line_before)
    kinds = cursor.indent_characters | frozenset(here)
    is_body = cursor.facts.blocks == "targets" or opens_block(cursor.line_before, cursor.language)
    if cursor.facts.tabs and is_body and "\t" in kinds and " " not in here:
        return "\t"
    if "\t" not in here and len(cursor.indented_lines) < (
        1 if cursor.facts.is_indented else _ENOUGH_LINES
    ):
        return ""
    return next(iter(kinds)) if len(kinds) == 1 else ""


def _spaces_per_level(lines: list[str]) -> int:
    """The unit of an answer in spaces, by its first indented line."""
    width = next((indent_width(line) for line in lines if line.strip() and line[0] == " "), 4)
    return next((unit for unit in (4, 2, 3) if width % unit == 0), 1)
