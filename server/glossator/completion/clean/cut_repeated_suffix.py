"""Filter on the whole: lines that stand below the cursor already."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import is_solid
from glossator.completion.cursor import Cursor, scan_before
from glossator.text.indentation import indent_width
from glossator.text.lexer import opens_block, scan, without_comment

_NEAR = 3  # lines above that show rows which are the same
_REINDENTED_LINES = 2  # lines that are needed where the indentation differs
_PAIR = re.compile(r"\s*[\w.-]+: \S")
"""A key and its value, which nothing has twice in a row."""
_CLOSING = " \t)]};,"
_OPENS = re.compile(r"(?:/\*\**|<!--|\(\*|\{-\|?|--\[\[|[\[({])$")
"""What opens a comment or a block, of which an answer that ends there says nothing."""


def cut_repeated_suffix(text: str, cursor: Cursor, *, whole: bool = True) -> str:
    """Cut where the answer goes on with the lines below the cursor.

    One line is evidence when it is the same with its indentation; with another indentation it
    takes two, shifted alike, up to the end of the answer, or a place where no such line can stand.
    A header that the user has begun is written again on purpose, until its body is the same too.
    Of an answer that is not `whole` yet the end proves nothing.
    """
    below = [_code(line, cursor) for line in cursor.lines_below if line.strip()]
    if not below:
        return text
    lines = text.split("\n")
    placed = [cursor.line_before + lines[0], *lines[1:]]
    if cursor.line_after.strip():
        placed[0] = ""  # the first line belongs to the cursor's line
    placed = [_code(line, cursor) for line in placed]
    for start, line in enumerate(placed):
        if line.strip() == below[0].strip() and line.strip():
            if not start and _is_row(line, placed[1:], below, cursor):
                continue
            rest = [one.rstrip() for one in placed[start:] if one.strip()]
            is_begun = not start and bool(cursor.line_before.strip())
            wanted = 2 if is_begun and opens_block(line, cursor.language) else 1
            is_placed = not start and not is_begun
            is_pair = bool(start) and cursor.facts.blocks == "keys" and bool(_PAIR.match(line))
            if (
                (is_pair and whole and len(rest) == 1)
                or _repeats(rest, below, wanted, whole, is_placed)
                or _cannot_stand(placed[:start], line, cursor)
            ):
                return "\n".join(lines[:start])
    return text


def _is_row(line: str, rest: list[str], below: list[str], cursor: Cursor) -> bool:
    """Whether `line`, of which the one below is a second one, stands there once more.

    So it may well be one more, unless what follows it below follows it in the answer.
    """
    then = next((one for one in rest if one.strip()), "")
    is_below = len(below) > 1 and bool(then) and then.strip() == below[1].strip() != line.strip()
    above = [one.strip() for one in cursor.lines_above[-_NEAR:]]
    twice = [one.strip() for one in below[:2]] == [line.strip()] * 2
    return not is_below and (twice or line.strip() in above)


def _code(line: str, cursor: Cursor) -> str:
    """The line without its comment, where it says enough without."""
    code = line.rstrip() if cursor.facts.prose else without_comment(line, cursor.language)
    return code if any(map(str.isalnum, code)) else line.rstrip()


def _repeats(rest: list[str], below: list[str], wanted: int, whole: bool, is_placed: bool) -> bool:
    """Whether the rest of an answer is what stands below; `wanted` lines must be the same.

    Where its first line `is_placed` by the cursor, the indentation of the others is evidence.
    """
    common = 0
    while common < min(len(rest), len(below)) and rest[common].strip() == below[common].strip():
        common += 1
    first = 1 if is_placed and common > 1 else 0
    shift = indent_width(rest[first]) - indent_width(below[first])
    alike = all(
        indent_width(rest[n]) - indent_width(below[n]) == shift for n in range(first, common)
    )
    solid = sum(is_solid(line) for line in rest[:common])
    ends = whole and (
        common == len(rest)
        or (
            common == len(rest) - 1 < len(below)
            and below[common].strip().startswith(rest[common].strip())
        )
    )
    if common < wanted:
        return False
    if not shift and alike:
        is_more = len(rest) > 1 and any(line.strip(_CLOSING) for line in rest)
        says_something = is_more or any(map(str.isalnum, "".join(rest)))
        return solid >= 1 or (ends and (says_something or bool(_OPENS.search(rest[0]))))
    return alike and ends and common >= _REINDENTED_LINES and solid >= 1


def _cannot_stand(before: list[str], line: str, cursor: Cursor) -> bool:
    """Whether `line` is indented as no line can be after the ones before it."""
    previous = next((one for one in reversed(before) if one.strip()), "")
    return (
        cursor.facts.is_indented
        and bool(previous)
        and indent_width(line) > indent_width(previous)
        and not opens_block(previous, cursor.language)
        and not scan("\n".join(before), cursor.language).opened
        and not scan_before(cursor).opened
    )
