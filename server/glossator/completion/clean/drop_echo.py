"""Filter on the stream: text before the cursor that the answer says again.

A chat model is asked to begin with the last word before the cursor, so that the place where it goes
on can be verified; some begin with the whole line, the lines before, or the whole function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from glossator.completion.clean.answer import Draft, completes_row, is_solid
from glossator.completion.clean.indent import shift_lines
from glossator.completion.cursor import OPERAND, OPERATOR, Cursor, scan_before
from glossator.completion.faults import fault_count
from glossator.text.indentation import indent_width, leading_space
from glossator.text.lexer import opens_block, scan
from glossator.text.names import is_word

# An answer that only continues text may begin like the text before it: more evidence is needed.
_SURE_LINE = 12
_SURE_LINES = 2
_PLACES = 10  # so many lines above that equal the answer's first are tried, the nearest
_QUOTES = ('"""', "'''")
_SET_OR_CALLED = re.compile(
    r"\s*(?:[-+*/%|&^:.?~]?=(?![=>])|<-)\s*\S|(?:[.:]+\w+[!?]?)*[(\[].*[)\]};{:?]$|;$"
)
_OPERAND = re.compile(rf"{OPERAND}(?= ?{OPERATOR}$)")
_DOCSTRING = re.compile(r"(?:(?<=\n)|^)[ \t]*[rbuRBU]?(\"\"\"|''').*?\1\n?", re.DOTALL)


def drop_echo(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the repeated lines and shift what follows by as much as they were shifted."""
    given = answer.text.split("\n")
    first = next((n for n, line in enumerate(given) if line.strip()), None)
    if first is None:
        is_undecided = answer.chat and not answer.whole and cursor.line_before.strip()
        return answer.nothing_yet() if is_undecided else answer
    if not answer.whole and first == len(given) - 1 and _may_grow(given[first], cursor):
        return answer.nothing_yet()
    for wanted in _repeatable(cursor, given[first].strip()):
        found = _follow(wanted, given, first)
        if found is None and not answer.whole:
            return answer.nothing_yet()
        if not found or found == first:
            continue
        current = cursor.line_before.strip()
        rest = "\n".join(given[found:]).strip()
        is_own = bool(current) and given[first].strip().startswith(current)
        if is_own and not rest.startswith(current):
            if not answer.whole and _grows_into(rest, current):
                return answer.nothing_yet()
            continue  # the cursor's own line, which becomes the same as one above
        is_echo = _is_evidence(given[first:found], wanted, answer.chat, cursor)
        is_fault = not is_echo and answer.chat and _is_fault(given[first:found], cursor)
        if is_echo or is_fault or (current and rest.startswith(current)):
            return _after_lines(answer, cursor, given, found, wanted[-1])
        if not answer.whole and current and _grows_into(rest, current):
            return answer.nothing_yet()
    return _after_line(answer, cursor, given, first, 0)


def _repeatable(cursor: Cursor, first: str) -> Iterator[list[str]]:
    """What an answer that begins with the line `first` would repeat: all lines from there on.

    Models leave documentation out when they repeat a function.
    """
    above = [line for line in cursor.lines_above if line.strip()]
    for start in [n for n, line in enumerate(above) if line.strip() == first][-_PLACES:]:
        yield above[start:]
        code = _DOCSTRING.sub("", "\n".join(above[start:])).split("\n")
        bare = [line for line in code if line.strip()]
        if bare != above[start:]:
            yield bare


def _follow(wanted: list[str], given: list[str], first: int) -> int | None:
    """The index after the lines in `given` that are all of `wanted`.

    None where `given` ends before it is known; `first` where another line comes.
    """
    at = first
    for want in map(str.strip, wanted):
        while at < len(given) and not given[at].strip():
            at += 1
        line = given[at].strip() if at < len(given) else ""
        if at >= len(given) - 1 and line != want and want.startswith(line):
            return None
        if line != want:
            return first
        at += 1
    return at


def _is_evidence(lines: list[str], wanted: list[str], chat: bool, cursor: Cursor) -> bool:
    """Whether these lines, equal to those above the cursor, can be no coincidence."""
    solid = [line for line in lines if is_solid(line) or line.strip() in _QUOTES]
    if not chat:
        return len(solid) >= _SURE_LINES
    # nothing has the same key or target twice
    is_keyed = cursor.facts.blocks in ("keys", "targets")
    if is_keyed and opens_block(lines[-1], cursor.language):
        return True
    # nothing opens or ends the same block twice in a row
    in_place = indent_width(lines[0]) == indent_width(wanted[0])
    is_indented = indent_width(lines[0]) > 0 or opens_block(lines[0], cursor.language)
    # a line that is to stand here is not said further to the left
    is_left = not cursor.line_before.strip() and bool(cursor.line_before)
    return bool(solid) or (in_place and (is_indented or is_left))


def _is_fault(lines: list[str], cursor: Cursor) -> bool:
    """Whether these lines, said again on a blank line, are one closer or quote too many."""
    if cursor.line_before.strip() or cursor.line_after.strip():
        return False
    again = fault_count("\n".join(lines) + "\n", 0, cursor)
    return again > fault_count("", 0, cursor)


def _may_grow(line: str, cursor: Cursor) -> bool:
    """Whether this unfinished line may become one that stands above or at the cursor."""
    text = line.strip()
    if not text:
        return True
    return _grows_into(line, cursor.line_before.strip()) or any(
        above.strip().startswith(text) for above in cursor.lines_above
    )


def _grows_into(line: str, text: str) -> bool:
    return text.startswith(line.strip()) and len(line.strip()) < len(text)


def _may_be_line(line: str, cursor: Cursor) -> bool:
    """Whether this unfinished line may become the cursor's line, or its end."""
    whole = cursor.line_before.strip()
    return any(_grows_into(line, text) for text in (whole, cursor.anchor, *cursor.ends))


def _after_lines(answer: Draft, cursor: Cursor, given: list[str], at: int, last: str) -> Draft:
    """The answer after the lines above the cursor, which end before line `at` with `last`."""
    length = sum(len(line) + 1 for line in given[:at])
    body = answer.without_head(length)
    rest = body.text.split("\n")
    shift = indent_width(last) - indent_width(given[at - 1])
    if not cursor.line_before.strip():
        blank = next((n for n, line in enumerate(rest) if line.strip()), 0)
        skipped = sum(len(line) + 1 for line in rest[:blank])
        return shift_lines(body.without_head(skipped), shift, cursor)
    first = next((n for n, line in enumerate(rest) if line.strip()), len(rest) - 1)
    return _after_line(body, cursor, rest, first, shift)


def _after_line(answer: Draft, cursor: Cursor, given: list[str], first: int, shift: int) -> Draft:
    """The answer after the cursor's own line, where it begins with that."""
    current, line = cursor.line_before, given[first]
    text = current.strip()
    if not text:
        return answer
    indent = leading_space(line)
    if answer.chat and not line[len(indent) :].startswith(text):
        ends = (cursor.anchor, *cursor.ends)
        text = next((end for end in ends if _begins_with(line[len(indent) :], end, current)), text)
    if not answer.whole and first == len(given) - 1 and answer.chat and _may_be_line(line, cursor):
        return answer.nothing_yet()
    is_echo = line[len(indent) :].startswith(text) and (answer.chat or len(text) >= _SURE_LINE)
    if not is_echo:
        return answer
    if answer.chat and not shift and text != current.strip() and _ends_in_comment(cursor):
        if not answer.whole and first == len(given) - 1:
            return answer.nothing_yet()
        if _is_statement(line.strip().removeprefix(text), cursor):
            return answer  # it begins with the word with which the comment ends
    is_short = not any(map(str.isalnum, text)) or text[-1] in ",;" or _OPERAND.match(text)
    if is_short and answer.chat and not shift and not cursor.line_after.strip():
        if not answer.whole and first == len(given) - 1:
            return answer.nothing_yet()
        if _is_meant_twice(line.strip(), text, cursor):
            return answer
    start = sum(len(line) + 1 for line in given[:first]) + len(indent) + len(text)
    # the space at the end of the cursor's line is in the buffer already
    space = current[len(current.rstrip()) :]
    while space and answer.text[start : start + 1] in (" ", "\t"):
        start, space = start + 1, space[1:]
    rest = replace(answer.without_head(start), placed=True)
    return shift_lines(rest, shift or _shift_below(rest.text, line, cursor), cursor, from_line=1)


def _ends_in_comment(cursor: Cursor) -> bool:
    return not cursor.line_after.strip() and scan_before(cursor).in_comment


def _is_statement(rest: str, cursor: Cursor) -> bool:
    """Whether a name before `rest` makes a line of code: it is set, called, or a key."""
    return bool(_SET_OR_CALLED.match(rest)) or (
        cursor.facts.blocks in ("keys", "targets") and bool(re.match(r":(?: |$)", rest))
    )


def _is_meant_twice(line: str, text: str, cursor: Cursor) -> bool:
    """Whether the line is right with `text`, its end as it was, once more, and not without."""
    rest = line.removeprefix(text)
    if operand := _OPERAND.match(text):
        return rest.lstrip().startswith(operand.group())  # a cube is one, too
    if completes_row(line, cursor):
        return not completes_row(rest, cursor)
    once, twice = (scan(cursor.line_before + each, cursor.language) for each in (rest, line))
    return bool(once.closers) and not twice.closers and not twice.opened


def _begins_with(given: str, end: str, current: str) -> bool:
    """Whether the answer begins with this end of the cursor's line, up to the end of a word."""
    goes_on = given[len(end) : len(end) + 1]
    is_cut_word = current[-1:].isspace() and is_word(goes_on)
    return given.startswith(end) and not is_cut_word


def _shift_below(rest: str, line: str, cursor: Cursor) -> int:
    """By how much to move what follows `line`, the cursor's line as the answer repeated it.

    A model that wrote the last word alone goes on below as the buffer is indented.
    """
    here, there = indent_width(cursor.line_before), indent_width(line)
    first, *below = rest.split("\n")
    whole = cursor.line_before + first
    opens = opens_block(whole, cursor.language) or scan(whole, cursor.language).opened
    then = indent_width(next((other for other in below if other.strip()), ""))
    is_in_place = there < here and then > (here if opens else there)
    return 0 if is_in_place else here - there
