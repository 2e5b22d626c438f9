"""Filter on the stream: the line break that is missing before the block's first line."""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor
from glossator.completion.lexer import opens_block
from glossator.text.indentation import indent_width


def break_after_opener(answer: Draft, cursor: Cursor) -> Draft:
    """Begin a new line where the cursor's line opens a block and the answer is its indented body.

    Only a first line that is indented deeper than the cursor's line is evidence enough; one space
    belongs between two words.
    """
    if not answer.chat or cursor.line_after.strip():
        return answer
    line = answer.text.partition("\n")[0]
    if not line.strip() or not opens_block(cursor.line_before, cursor.language):
        return answer
    if indent_width(line) <= indent_width(cursor.line_before) + 1:
        return answer
    return replace(answer, text="\n" + answer.text)
