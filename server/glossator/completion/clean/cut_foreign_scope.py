"""Filter on the whole: an answer that leaves a scope which goes on below the cursor."""

from __future__ import annotations

from glossator.completion.cursor import LOOK_BACK, Cursor, scan_before
from glossator.text.indentation import indent_width
from glossator.text.lexer import is_comment, scan


def cut_foreign_scope(text: str, cursor: Cursor) -> str:
    """Cut at the first line that is indented less than the code below, in indented languages.

    The code below would become part of another block.
    """
    if not cursor.facts.is_indented or not cursor.next_line or scan_before(cursor).opened:
        return text
    lines = text.split("\n")
    first = indent_width(cursor.line_before + lines[0])
    scope = min(first, indent_width(cursor.next_line))
    for number, line in enumerate(lines[1:], start=1):
        if not line.strip() or indent_width(line) >= scope:
            continue
        head = "\n".join(lines[:number])
        within = scan(cursor.line_before[-LOOK_BACK:] + head, cursor.language)
        if not (within.opened or within.quote or is_comment(line, cursor.language)):
            return head
    return text
