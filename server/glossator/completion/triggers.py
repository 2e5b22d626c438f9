"""Where a suggestion could help, as far as the text around the cursor tells."""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.lexer import is_comment, opens_block


def is_useful(cursor: Cursor, typed: int = 0) -> bool:
    """Whether one could help at all: not in the middle of a word.

    The last `typed` characters before the cursor were typed in one go. A word that was begun among
    them is a new one, in front of the word on its right, which was there before.
    """
    before = cursor.line_before[-typed - 1 :]
    is_new = len(before) <= typed or not all(map(is_word, before))
    return is_new or not is_word(cursor.suffix[:1])


def penalty(cursor: Cursor) -> int:
    """How seldom one does, in departures: right before a word, or in a line still empty.

    Not where the line above asks for code: a comment, or what opens a block.
    """
    if is_word(cursor.suffix[:1]) and not is_word(cursor.prefix[-1:]):
        return 3
    if cursor.line_before.strip() or cursor.line_after.strip():
        return 0
    above = cursor.lines_above[-1] if cursor.lines_above else ""
    asked = is_comment(above, cursor.language) or opens_block(above, cursor.language)
    return 0 if asked else 2


def is_word(character: str) -> bool:
    """Whether it stands in names."""
    return character.isalnum() or character == "_"
