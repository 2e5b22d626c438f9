"""Filter on the stream: comments that begin with another language's mark."""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before

_FOREIGN = re.compile(r"(?P<space>[ \t]*)(?P<mark>//|#|--)(?P<text>[ \t].*)?$")


def adopt_comment_mark(answer: Draft, cursor: Cursor) -> Draft:
    """Give the comment at the head of a chat model's answer the mark of the buffer's language.

    In a comment that the user has begun the mark is left out. Where `//` begins comments, `#` may
    be a heading or a directive, and a mark that the file uses itself is code.
    """
    own = cursor.facts.line_comment
    if not answer.chat or not own or own == "//" or cursor.facts.prose:
        return answer
    first, newline, _ = answer.text.partition("\n")
    if not newline and not answer.whole and _may_grow(first):
        return answer.nothing_yet()
    inside = scan_before(cursor)
    if inside.in_comment and cursor.line_before.rstrip().endswith(own):
        found = _foreign(first, own, cursor)
        return answer.without_head(found.end("mark")) if found else answer
    if inside.quote or inside.in_comment or cursor.line_before.strip():
        return answer
    lines = answer.text.split("\n")
    for number, line in enumerate(lines):
        found = _foreign(line, own, cursor)
        if not found or found["mark"] != "//":
            break
        lines[number] = found["space"] + own + (found["text"] or "")
    return replace(answer, text="\n".join(lines))


def _foreign(line: str, own: str, cursor: Cursor) -> re.Match[str] | None:
    found = _FOREIGN.match(line)
    if not found or own.startswith(found["mark"]):
        return None
    beside = [*cursor.lines_above, *cursor.lines_below]
    is_used = any(other.lstrip().startswith(found["mark"]) for other in beside)
    return None if is_used else found


def _may_grow(first: str) -> bool:
    return first.strip() in ("", "/", "//", "#", "-", "--")
