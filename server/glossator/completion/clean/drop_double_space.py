"""Filter on the stream: the space that stands at the joint already."""

from __future__ import annotations

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before


def drop_double_space(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the answer's leading spaces where the text before the cursor ends with one."""
    before = cursor.line_before
    if not before.strip() or before[-1] not in " \t" or scan_before(cursor).quote:
        return answer
    return answer.without_head(len(answer.text) - len(answer.text.lstrip(" ")))
