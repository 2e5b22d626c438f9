"""Filter on the whole: what the model says about its code after it."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import is_sentence
from glossator.completion.cursor import LOOK_BACK, Cursor
from glossator.completion.lexing import PROSE, scan

_HEADING = re.compile(r"(?:\*\*|#{1,6} )?(?:Explanation|Note|Notes|Example usage|Output)\b.*:")


def cut_explanation(text: str, cursor: Cursor) -> str:
    """Cut at the first unindented sentence that follows the code, outside of strings."""
    if cursor.language in PROSE:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if not (is_sentence(line) or _HEADING.match(line)) or line[:1] in " \t":
            continue
        head = "\n".join(lines[:number])
        open_here = scan(cursor.prefix[-LOOK_BACK:] + head + "\n", cursor.language)
        if not open_here.quote and not open_here.in_comment:
            return head
    return text
