"""Filter on the whole: the line break before the closer that the editor put after the cursor."""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.insertion import insertion_of
from glossator.text.indentation import leading_space
from glossator.text.lexer import scan


def break_before_closer(text: str, cursor: Cursor) -> str:
    """End a block of lines with a line break where its closer stands right after the cursor."""
    tail = cursor.line_after.strip()
    if not text.startswith("\n") or tail[:1] not in tuple(")]}") or not text.strip():
        return text
    if insertion_of(text, cursor).replace_right or scan(text, cursor.language).closers:
        return text
    return f"{text.rstrip()}\n{leading_space(cursor.line_before)}"
