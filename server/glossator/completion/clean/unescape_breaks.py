"""Filter on the stream: line breaks and tabs said as two characters, `\\n` and `\\t`."""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft, takes_prose
from glossator.completion.cursor import LOOK_BACK, Cursor
from glossator.completion.faults import is_parsed
from glossator.completion.readings import Reading, choose
from glossator.text.lexer import scan

_BREAK = re.compile(r"\\(?:[nt]|$)")


def unescape_breaks(answer: Draft, cursor: Cursor) -> Draft:
    """Write the line breaks of an answer that has no real ones, where the syntax wants them."""
    if not answer.chat or "\\" not in answer.text or takes_prose(cursor) or not is_parsed(cursor):
        return answer
    if "\n" in answer.text.strip():
        return answer
    escapes = _escapes(answer.text, cursor)
    if not answer.whole:
        return answer.held(escapes[0]) if escapes else answer
    text = answer.text
    for at in reversed(escapes):
        char = {"\\n": "\n", "\\t": "\t"}.get(text[at : at + 2], "\\")
        text = text[:at] + char + text[at + 2 :]
    readings = [Reading(answer.text), Reading(text, 0, "with its line breaks")]
    return replace(answer, text=choose(readings, cursor).text)


def _escapes(text: str, cursor: Cursor) -> list[int]:
    """Where they stand outside of strings and comments."""
    before = cursor.line_before[-LOOK_BACK:]
    found = [each.start() for each in _BREAK.finditer(text)]
    if not found:
        return []
    inside = (scan(before + text[:at], cursor.language) for at in found)
    return [at for at, each in zip(found, inside, strict=True) if not each.quote]
