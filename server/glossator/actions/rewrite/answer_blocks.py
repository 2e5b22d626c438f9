"""The blocks of code in a whole answer, most likely first. Pure.

A fence may stand inside of the code, so that it is not certain where a block ends: each end that
can be meant is a block of its own, and whoever knows the code tries one after the other.
"""

from __future__ import annotations

import re
from itertools import pairwise

from glossator.languages import facts_of, is_foreign
from glossator.text.fences import FENCE, is_closing
from glossator.text.lines import split_lines
from glossator.text.sentences import is_prose, is_sentence

_INLINE = re.compile(r"\s*`(?P<code>[^`\n]+)`\s*\Z")
_NUMBERED = re.compile(
    r"\s*(?P<number>\d+)(?:\s*[:|.)→]\s?|\t| )(?P<code>.*)$|\s*(?P<bare>\d+)\s*$"
)
_TAGS = re.compile(
    r"\s*</?(?:code|answer|output|result|file|edit|response|solution)\b[^>]*>\s*$", re.I
)


def answer_blocks(answer: str, language: str, *, has_fences: bool = False) -> list[list[str]]:
    """The lines of each block that may be the code asked for.

    `has_fences` says whether fences stand in the old code, so that they may in the new code too.
    A block in a fence of another language is none. Without a fence it is the answer without the
    sentences around the code.
    """
    if inline := _INLINE.match(answer):
        return [[inline["code"].strip()]]
    lines = split_lines(answer)
    fences = [number for number, line in enumerate(lines) if FENCE.match(line)]
    if len(fences) == 1 and not "".join(lines[fences[0] + 1 :]).strip() and any(lines[: fences[0]]):
        lines = lines[: fences[0]]  # the fence before it went with what stood there
    fenced = _fenced(lines, language, has_fences=has_fences)
    if fenced or any(FENCE.match(line) for line in lines):
        blocks = fenced
    else:
        blocks = [without_prose(lines, strict=False)]
    found: list[list[str]] = []
    for block in blocks:
        plain = _plain(block, language)
        if plain and plain not in found:
            found.append(plain)
    return found


def _fenced(lines: list[str], language: str, *, has_fences: bool) -> list[list[str]]:
    """The blocks in fences; after them the same up to other lines that may be their ends."""
    blocks: list[list[str]] = []
    longer: list[list[str]] = []
    at, is_prose_file = 0, facts_of(language).prose
    while at < len(lines):
        opening = FENCE.match(lines[at])
        if opening is None:
            at += 1
            continue
        marks, space = opening["marks"], opening["space"]
        inside = [line.removeprefix(space) for line in lines[at + 1 :]]
        closings = [n for n, line in enumerate(inside) if _closes(line, marks)]
        nested = _nested_end(inside, marks)
        first = closings[0] if closings else len(inside)
        if not is_foreign(opening["info"], language):
            end = nested if is_prose_file else first
            blocks.append(inside[:end])
            if has_fences or is_prose_file:
                longer += [inside[:other] for other in (nested, first, *closings[-1:])]
        at += 2 + (nested if is_prose_file else first)
    return blocks + longer


def _closes(line: str, marks: str) -> bool:
    return not line[:1].isspace() and is_closing(line, marks)


def _nested_end(lines: list[str], marks: str) -> int:
    """Where a block ends if a fence with a language opens another one inside of it."""
    depth = 0
    for number, line in enumerate(lines):
        opening = FENCE.match(line)
        if opening is not None and opening["info"] and opening["marks"][0] == marks[0]:
            depth += 1
        elif _closes(line, marks if not depth else marks[0] * 3):
            if not depth:
                return number
            depth -= 1
    return len(lines)


def without_prose(lines: list[str], *, strict: bool) -> list[str]:
    """The lines without the sentences before and after the code.

    With `strict` only what could not be code goes. Nothing is left of an answer that is mostly
    prose.
    """
    tells = is_sentence if strict else is_prose
    lines = list(lines)
    while lines and (not lines[0].strip() or tells(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1].strip() or tells(lines[-1])):
        lines.pop()
    if not strict and sum(map(is_prose, lines)) * 2 > len(lines):
        return []
    return lines


def _plain(block: list[str], language: str) -> list[str]:
    """The code without what wraps it: thoughts, tags, numbers of lines, sentences."""
    if facts_of(language).prose:
        return _without_numbers(block)
    lines, thinking = [], False
    for line in block:
        thinking = thinking or line.strip().lower().startswith("<think>")
        if not thinking and not (_TAGS.match(line) and not facts_of(language).markup):
            lines.append(line)
        thinking = thinking and "</think>" not in line.lower()
    return without_prose(_without_numbers(lines), strict=True)


def _without_numbers(lines: list[str]) -> list[str]:
    """The lines without the numbers before them, if all have one and they count up."""
    matches = [_NUMBERED.match(line) for line in lines if line.strip()]
    if len(matches) < 2 or not all(matches):
        return lines
    numbers = [int(found["number"] or found["bare"]) for found in matches if found is not None]
    if any(after - before not in (1, 2) for before, after in pairwise(numbers)):
        return lines
    return [
        (found["code"] or "") if (found := _NUMBERED.match(line)) is not None else line
        for line in lines
    ]
