"""Filter on the stream: the space that stands at the joint already."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def drop_double_space(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the answer's leading spaces where the text before the cursor ends with one.

    They are kept where they bring the answer to a column of this line or of those around.
    """
    before = cursor.line_before
    if not before.strip() or before[-1] not in " \t" or scan_before(cursor).quote:
        return answer
    spaces = len(answer.text) - len(answer.text.lstrip(" "))
    return answer if _is_column(spaces, cursor) else answer.without_head(spaces)


def _is_column(spaces: int, cursor: Cursor) -> bool:
    if spaces > 1 and scan_before(cursor).in_comment:
        return True
    before = cursor.line_before
    at = len(before) + spaces
    beside = (*cursor.lines_above[-1:], *cursor.lines_below[:1])
    if any(line[at - 2 : at] == "  " and line[at : at + 1].strip() for line in beside):
        return True
    gap = at - len(before.rstrip())
    return [len(run) for run in _GAP.findall(before)].count(gap) > 1
