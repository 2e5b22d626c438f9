"""Where a suggestion can help, as far as the text around the cursor tells."""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.text.lexer import is_comment, opens_block
from glossator.text.names import is_word


def is_useful(cursor: Cursor, typed: int = 0) -> bool:
    """Whether a suggestion can help at this cursor: not in the middle of a word.

    The last `typed` code points before the cursor were typed in one go. A word that begins among
    them is a new one, typed directly before a word that was there already.
    """
    before = cursor.line_before[-typed - 1 :]
    is_new = len(before) <= typed or not all(map(is_word, before))
    return is_new or not is_word(cursor.suffix[:1])


def penalty(cursor: Cursor) -> int:
    """How seldom a suggestion helps at this cursor, in rejections that the debounce adds.

    Seldom directly before a word, and in an empty line unless the line above asks for code: a
    comment, or a line that opens a block.
    """
    if is_word(cursor.suffix[:1]) and not is_word(cursor.prefix[-1:]):
        return 3
    if cursor.line_before.strip() or cursor.line_after.strip():
        return 0
    above = cursor.lines_above[-1] if cursor.lines_above else ""
    is_expected = is_comment(above, cursor.language) or opens_block(above, cursor.language)
    return 0 if is_expected else 2
