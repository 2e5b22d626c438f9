"""Filter on the stream: what a chat model wrote left of the code, as files are shown to it.

The numbers of lines, the signs of a diff, and the prompts of a shell or of Python.
"""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before
from glossator.completion.faults import fault_count, is_parsed
from glossator.text.indentation import indent_width
from glossator.text.sessions import SESSION_PROMPTS

_NUMBERED = re.compile(r"[ \t]*(?P<number>\d+)(?P<mark>[:|│→]| \||\t)(?P<line>.*)$")
_SURE_MARKS = (" |", "|", "│", "→", "\t")
_ADDED = re.compile(r"\+(?P<line>(?![+=]).*)$")
_LISTED = re.compile(
    r"[ \t]*(?:L?(?P<number>\d+)(?:[:|│→]| \||\t)|[>*•-]|\d+[.)]|In \[\d+\]:)(?P<line> ?.*)$"
)
"""What any text may stand in: a numbered file, a quotation, a list, a notebook."""
_MAY_GROW = re.compile(r"[ \t]*L?\d+[ .)]?$|[+*•-]$|>{1,3}$|[$%] ?$|I(?:n(?: (?:\[\d*\]?)?)?)?$")
_TOLD = 3  # code points of the line before the cursor that are evidence
_WIDEST_GAP = 2  # spaces between a number's mark and the line


def drop_margin(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the number or the sign before each line, where it cannot be code.

    A number is that of the cursor's line; followed by a colon it may be a key, and a plus may go on
    with an expression: these go where the code near the cursor has fewer faults without. Whatever
    stands before a line that is in the buffer is none.
    """
    inside = scan_before(cursor)
    if not answer.chat or cursor.facts.prose or inside.in_comment or len(inside.quote) == 3:
        return answer
    lines = answer.text.split("\n")
    at = next((n for n, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return answer
    is_unfinished = at == len(lines) - 1 and not answer.whole
    margin = _margin(lines[at], cursor.prefix.count("\n") + 1 + at, cursor)
    may_grow = _MAY_GROW.match(lines[at]) or _LISTED.match(lines[at])
    if is_unfinished and (margin or may_grow):
        return answer.nothing_yet()
    if not margin or not _is_sure(margin, lines, at, cursor):
        return answer
    gap = int(margin.re is _LISTED)
    if margin.re is _NUMBERED:
        indent = indent_width(margin["line"]) - indent_width(cursor.line_before)
        gap = max(0, min(indent, _WIDEST_GAP))
    text = _without_margin(lines[at:], margin.re, gap, answer.whole)
    return Draft(text, answer.whole, answer.chat)


def _margin(line: str, number: int, cursor: Cursor) -> re.Match[str] | None:
    """The first line with what stands before its code, if that may be no code."""
    listed = _LISTED.match(line)
    if listed and cursor.facts.blocks != "keys" and _is_of_buffer(listed, cursor):
        return listed
    numbered = _NUMBERED.match(line)
    if numbered and int(numbered["number"]) == number:
        return numbered
    if cursor.line_before and not cursor.line_before.isspace():
        return None
    prompt = SESSION_PROMPTS.get(cursor.language)
    return _ADDED.match(line) or (prompt.match(line) if prompt else None)


def _is_of_buffer(listed: re.Match[str], cursor: Cursor) -> bool:
    """Whether the line after a margin is in the buffer: the cursor's, or that of its number."""
    said, current = listed["line"].strip(), cursor.line_before.strip()
    if len(current) >= _TOLD and said.strip("`").startswith(current):
        return True
    rows = cursor.prefix.split("\n")[:-1] if listed["number"] else []
    row = int(listed["number"] or 0) - 1
    return 0 <= row < len(rows) and said == rows[row].strip() and len(said) >= _TOLD


def _is_sure(margin: re.Match[str], lines: list[str], at: int, cursor: Cursor) -> bool:
    if margin.re not in (_NUMBERED, _ADDED):  # a prompt, or a line of the buffer
        return True
    above = "".join(cursor.lines_above[-1:])
    if margin.re is _NUMBERED and margin["mark"] in _SURE_MARKS and not _NUMBERED.match(above):
        return True
    if is_parsed(cursor):
        return fault_count(margin["line"], 0, cursor) < fault_count(lines[at], 0, cursor)
    added = [bool(_ADDED.match(line)) for line in lines if line.strip()]
    return margin.re is _ADDED and margin["line"][:1] in " \t" and all(added) and len(added) > 1


def _without_margin(lines: list[str], margin: re.Pattern[str], gap: int, whole: bool) -> str:
    """The lines without their margin and at most `gap` spaces after that."""
    space = re.compile(f" {{0,{gap}}}")
    kept = []
    for number, line in enumerate(lines):
        found = margin.match(line)
        is_last = number == len(lines) - 1 and not whole
        if found:
            kept.append(space.sub("", found["line"] or "", count=1))
        elif is_last and (_MAY_GROW.match(line) or not line.strip()):
            kept.append("")
        else:
            kept.append(line)
    return "\n".join(kept)
