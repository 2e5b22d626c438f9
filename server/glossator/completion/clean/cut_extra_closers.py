"""Filter on the whole: closers at the end that close nothing, as the ones below do it already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from glossator.completion.cursor import LOOK_BACK, Cursor, scan_before
from glossator.completion.faults import counts_words
from glossator.completion.insertion import insertion_of
from glossator.completion.readings import Reading, choose
from glossator.text.indentation import indent_width
from glossator.text.lexer import CLOSER_OF, scan

_CLOSING = re.compile(
    r"\s*(?:[)\]}>]+|#?end\w*|fi|done|esac|\"{3}|'{3}|</[\w.:-]+>|\\end\{[^}]*\})[()\]};,.]*$"
)
_BRACKETS = re.compile(r"\s*[)\]}]+[;,]?$")
_TRIPLE = re.compile(r"\s*(?:\"{3}|'{3})\W*$")
_RUN = re.compile(r"[)\]}]{3,}[;,]?$")
_AT_END = " \t;,"
_END = re.compile(r"\s*end\w*\b", re.IGNORECASE)


def cut_extra_closers(text: str, cursor: Cursor) -> str:
    """Drop the closing lines at the end that the lines below make wrong.

    They are the same as what stands below, or all that is said. Without them, the text near the
    cursor has fewer faults; where it has not, a closer is really missing.
    """
    if cursor.language == "markdown":
        return _without_fence_below(text, cursor)
    if cursor.facts.prose and cursor.language != "latex":
        return text
    text = _without_end_below(_without_line_below(text, cursor), cursor)
    readings = list(_readings(text, cursor))
    return choose(readings, cursor).text if len(readings) > 1 else text


def _without_line_below(text: str, cursor: Cursor) -> str:
    """The text without a last line that is the one below, by its indentation as well.

    Of the brackets at that depth only one is open. Indentation is believed before the brackets: a
    model that has begun too far to the left closes one bracket too many. Of triple quotes, which
    are the same on both sides, a buffer that has pairs of them lacks none.
    """
    head, newline, last = text.rstrip().rpartition("\n")
    below = cursor.next_line
    if not newline or last.rstrip() != below.rstrip():
        return text
    if _TRIPLE.match(last):
        given, there = (_triples(each) for each in (text, cursor.prefix + cursor.suffix))
        return head if given % 2 and not there % 2 else text
    if not _BRACKETS.match(last):
        return text
    width = indent_width(last)
    opened = scan(cursor.prefix[-LOOK_BACK:] + head, cursor.language).opened
    return head if sum(depth == width for _, depth in opened) <= 1 else text


def _without_end_below(text: str, cursor: Cursor) -> str:
    """The text without a last line that ends the cursor's block as the next line does already.

    Where the language's words for blocks are not known, indentation tells whether it may be the end
    of a block inside the answer.
    """
    head, _, last = text.rstrip().rpartition("\n")
    below, here = cursor.next_line, indent_width(cursor.line_before)
    if last.strip() != below.strip() or not _END.match(last) or counts_words(cursor):
        return text
    is_inner = any(indent_width(line) > here for line in head.split("\n")[1:])
    return text if is_inner or indent_width(below) >= here else head.rstrip()


def _triples(text: str) -> int:
    return text.count('"' * 3) + text.count("'" * 3)


def _without_fence_below(text: str, cursor: Cursor) -> str:
    """The text without a last line that closes the fence which the next line closes already."""
    head, _, last = text.rstrip().rpartition("\n")
    marks = last.strip()
    is_below = marks.startswith(("```", "~~~")) and marks == cursor.next_line.strip()
    return head.rstrip() if is_below else text


def _readings(text: str, cursor: Cursor) -> Iterator[Reading]:
    yield _reading(text, "as answered", cursor)
    rest = text.rstrip()
    below = cursor.line_after.strip() or cursor.next_line.strip()
    while rest:
        head, newline, last = rest.rpartition("\n")
        is_below = last.strip(_AT_END) == below.strip(_AT_END)
        is_alone = not newline and _CLOSING.match(last) and not _closes_line(last, cursor)
        if not (is_below or is_alone):
            break
        rest = head.rstrip()
        yield _reading(rest, "without closing lines", cursor)
    if count := _closing_lines_below(text, cursor):
        rest = "\n".join(text.rstrip().split("\n")[:-count]).rstrip()
        yield _reading(rest, "without the closing lines below", cursor)
    if run := _RUN.search(text.rstrip()):
        opened = [CLOSER_OF[bracket] for bracket, _ in reversed(scan_before(cursor).opened)]
        pairs = zip(run.group(), opened, strict=False)
        needed = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        end = run.group().lstrip(")]}")
        rest = text[: run.start() + needed] + end
        yield _reading(rest, "without its run of closers", cursor)


def _closes_line(last: str, cursor: Cursor) -> bool:
    """Whether these close all that the cursor's line has opened before its last word.

    Nothing below does, then; where the grammar stumbles over the line anyhow, it does not see that.
    """
    before = cursor.line_before.rstrip()
    opened = scan(before, cursor.language).opened
    if not opened or cursor.line_after.strip() or not before[-1].isalnum():
        return False
    whole = scan(before + last, cursor.language)
    is_whole = not (whole.opened or whole.closers or whole.quote)
    return is_whole and not scan(cursor.next_line, cursor.language).closers


def _closing_lines_below(text: str, cursor: Cursor) -> int:
    """How many closing lines at the end of a text are those below the cursor, in their order."""
    closing = takewhile(_CLOSING.match, reversed(text.rstrip().split("\n")))
    said = [line.strip(_AT_END) for line in closing][::-1]
    lines = (line for line in [cursor.line_after, *cursor.lines_below] if line.strip())
    below = [line.strip(_AT_END) for line, _ in zip(lines, said, strict=False)]
    counts = range(len(below), 1, -1)
    return next((count for count in counts if _is_same(said[-count:], below[:count])), 0)


def _is_same(said: list[str], below: list[str]) -> bool:
    """Whether these are the same lines, of which the last may be said in part."""
    return said[:-1] == below[:-1] and below[-1].startswith(said[-1])


def _reading(text: str, name: str, cursor: Cursor) -> Reading:
    if not text:
        return Reading("", 0, name)
    return Reading(text, insertion_of(text, cursor).replace_right, name)
