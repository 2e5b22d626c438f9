"""Filter on the stream: a patch in the stead of code, as models write it that edit files."""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft, takes_prose
from glossator.completion.cursor import LOOK_BACK, Cursor

_BEGINS = re.compile(
    r"\s*(?:\*\*\* Begin Patch$|diff --git |@@ .*@@|--- \S.*\n\+\+\+ |<{5,9} ?[A-Z]\w*$|<{5,9}$)",
    re.MULTILINE,
)
_MAY_BEGIN = re.compile(
    r"\s*(?:\*{1,2}|\*\*\*(?: [^\n]*)?|d(?:i(?:f(?:f(?: [^\n]*)?)?)?)?|@(?:@(?: [^\n]*)?)?"
    r"|--?|---(?: [^\n]*)?(?:\n\+{0,3})?|<{5,9}[^\n]*|<{1,4})?$"
)
_REPLACED = re.compile(
    r"^<{5,9}[^\n]*\n.*?^={5,9}\n(?P<new>.*?)(?:^>{5,9}|\Z)", re.DOTALL | re.MULTILINE
)
_HEADER = re.compile(r"(?:\*\*\* |diff --git |index |--- |\+\+\+ |@@|\\ No newline)")


def unwrap_patch(answer: Draft, cursor: Cursor) -> Draft:
    """Keep the lines that a patch leaves in the file: those of its first place."""
    if not answer.chat or takes_prose(cursor) or "<<<<<" in cursor.prefix[-LOOK_BACK:]:
        return answer
    if not _BEGINS.match(answer.text):
        is_undecided = not answer.whole and answer.text.strip() and _MAY_BEGIN.match(answer.text)
        return answer.nothing_yet() if is_undecided else answer
    if not answer.whole:
        return answer.nothing_yet()
    found = _REPLACED.search(answer.text)
    return replace(answer, text=found["new"] if found else _new_lines(answer.text))


def _new_lines(patch: str) -> str:
    """What the first hunk of a diff has on its new side."""
    kept: list[str] = []
    for line in patch.split("\n"):
        if _HEADER.match(line):
            if kept:
                break
        elif not line.startswith("-"):
            kept.append(line[1:])
    return "\n".join(kept).rstrip("\n")
