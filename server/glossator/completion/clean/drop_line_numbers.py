"""Filter on the stream: the numbers of lines, which a chat model took for part of the code."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor
from glossator.completion.faults import fault_count
from glossator.text.indentation import indent_width

_NUMBERED = re.compile(r"[ \t]*(?P<number>\d+)(?P<mark>[:|│→]| \||\t)(?P<line>.*)$")
_SURE_MARKS = (" |", "|", "│", "→", "\t")
_MAY_GROW = re.compile(r"[ \t]*\d+ ?$")
_WIDEST_GAP = 2  # spaces between a number's mark and the line


def drop_line_numbers(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the number before each line, where the first one is that of the cursor's line.

    A key of a mapping may be such a number: with a colon after it, it goes where the code near the
    cursor has fewer faults without.
    """
    if not answer.chat or cursor.facts.prose:
        return answer
    lines = answer.text.split("\n")
    at = next((n for n, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return answer
    is_unfinished = at == len(lines) - 1 and not answer.whole
    if is_unfinished and _MAY_GROW.match(lines[at]):
        return answer.nothing_yet()
    first = _NUMBERED.match(lines[at])
    if not first or int(first["number"]) != cursor.prefix.count("\n") + 1 + at:
        return answer
    if is_unfinished:
        return answer.nothing_yet()
    is_sure = first["mark"] in _SURE_MARKS and not _NUMBERED.match("".join(cursor.lines_above[-1:]))
    if not is_sure and not _is_better_without(lines[at], first["line"], cursor):
        return answer
    indent = indent_width(first["line"]) - indent_width(cursor.line_before)
    gap = max(0, min(indent, _WIDEST_GAP))
    return Draft(_without_numbers(lines, at, gap, answer.whole), answer.whole, answer.chat)


def _is_better_without(line: str, rest: str, cursor: Cursor) -> bool:
    return fault_count(rest, 0, cursor) < fault_count(line, 0, cursor)


def _without_numbers(lines: list[str], at: int, gap: int, whole: bool) -> str:
    """The lines without their numbers and at most `gap` spaces after these."""
    space = re.compile(f" {{0,{gap}}}")
    kept = []
    for number, line in enumerate(lines[at:]):
        found = _NUMBERED.match(line)
        is_last = at + number == len(lines) - 1 and not whole
        if found:
            kept.append(space.sub("", found["line"], count=1))
        elif is_last and (_MAY_GROW.match(line) or not line.strip()):
            kept.append("")
        else:
            kept.append(line)
    return "\n".join(kept)
