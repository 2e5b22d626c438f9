"""Filter on the stream: comments that begin with another language's mark."""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before

_BLOCK_BEGIN, _BLOCK_END = re.compile(r"/\*+ ?"), re.compile(r" ?\*/\s*$")
_FOREIGN = re.compile(r"(?P<space>[ \t]*)(?P<mark>//|#|--)(?P<text>[ \t].*)?$")


def adopt_comment_mark(answer: Draft, cursor: Cursor) -> Draft:
    """Give the comment at the head of a chat model's answer the mark of the buffer's language.

    In a comment that the user has begun the mark is left out. Where `//` begins comments, `#` may
    be a heading or a directive, and a mark that the file uses itself is code.
    """
    own = cursor.facts.line_comment
    if not answer.chat or cursor.facts.prose:
        return answer
    inside = scan_before(cursor)
    if inside.in_comment:
        is_marked = answer.text.startswith(("/", "#", "-", own or "/"))
        return _in_comment(answer, own, cursor) if is_marked else answer
    is_blank = not cursor.line_before or cursor.line_before.isspace()
    has_slashes = "//" in cursor.facts.comments.split()
    if not own or has_slashes or inside.quote or not is_blank:
        return answer
    first, newline, _ = answer.text.partition("\n")
    if not newline and not answer.whole and _may_grow(first):
        return answer.nothing_yet()
    lines = answer.text.split("\n")
    for number, line in enumerate(lines):
        found = _foreign(line, own, cursor)
        if not found or found["mark"] != "//":
            break
        lines[number] = found["space"] + own + (found["text"] or "")
    return replace(answer, text="\n".join(lines))


def _in_comment(answer: Draft, own: str, cursor: Cursor) -> Draft:
    """The answer without the mark that has begun the comment at the cursor."""
    first, newline, _ = answer.text.partition("\n")
    if not newline and not answer.whole:
        return answer.nothing_yet()
    if own and cursor.line_before.rstrip().endswith(own):
        if found := re.match(rf"{re.escape(own)}(?=[ \t]|$)", first):
            return answer.without_head(found.end())
        foreign = _foreign(first, own, cursor)
        is_foreign = "//" not in cursor.facts.comments.split()
        return answer.without_head(foreign.end("mark")) if foreign and is_foreign else answer
    begins, ends = _BLOCK_BEGIN.match(first), _BLOCK_END.search(first)
    if not begins or cursor.line_before.rstrip().endswith("/"):
        return answer
    if ends and "*/" in cursor.line_after + cursor.next_line:
        answer = answer.cut(ends.start())
    return answer.without_head(begins.end())


def _foreign(line: str, own: str, cursor: Cursor) -> re.Match[str] | None:
    found = _FOREIGN.match(line)
    if not found or own.startswith(found["mark"]):
        return None
    beside = [*cursor.lines_above, *cursor.lines_below]
    is_used = any(other.lstrip().startswith(found["mark"]) for other in beside)
    return None if is_used else found


def _may_grow(first: str) -> bool:
    return first.strip() in ("", "/", "//", "#", "-", "--")
