"""What the filters on the stream pass on: a model's answer, as far as it has come."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from glossator.completion.cursor import Cursor, scan_before

_SOLID = 3  # letters and digits
_BARE_WORD = re.compile(r"\w+[;:,]?")
_VALUE = re.compile(r"[\w.+-]+")
_OMISSION = re.compile(
    r"\s*(?:(?:#|//|--|/\*|<!--|\{\{!--|%|;+)\s*\(?(?:\.\.\.|…)\s*\(?(?:the )?"
    r"(?:rest|existing|remaining|other)\b|…$)"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """`text` is what may be shown, in a buffer with LF line ends, if no filter holds it back.

    `whole` says that nothing more comes after it: the model has ended, or a filter has cut here.
    `chat` says that a chat model was asked to begin by repeating the cursor's line; `placed` that
    it has done so, and shown by that where the text begins.
    """

    text: str
    whole: bool
    chat: bool
    placed: bool = False

    def cut(self, length: int) -> Draft:
        """The answer ends after `length` code points."""
        return replace(self, text=self.text[:length], whole=True)

    def held(self, length: int) -> Draft:
        """Only the first `length` code points may be shown before more has come."""
        return replace(self, text=self.text[:length])

    def without_head(self, length: int) -> Draft:
        """The answer begins after `length` code points."""
        return replace(self, text=self.text[length:])

    def nothing_yet(self) -> Draft:
        """Nothing of this may be shown before more has come; nothing at all if nothing comes."""
        return replace(self, text="")


def takes_prose(cursor: Cursor) -> bool:
    """Whether an English sentence may be what belongs at the cursor.

    In a string that ends on its line it would come with the closing quote.
    """
    inside = scan_before(cursor)
    if cursor.facts.prose or inside.in_comment:
        return True
    return (
        len(inside.quote) == 3
        or inside.quote == "`"
        or bool(inside.quote and cursor.line_after.strip())
    )


def completes_row(first: str, cursor: Cursor) -> bool:
    """Whether a line that ends with a separator becomes, with `first`, like one beside it."""
    if cursor.line_before[-1:] not in (",", ";"):
        return False
    beside = [*cursor.lines_above[-2:], *cursor.lines_below[:2]]
    row = shape_of(cursor.line_before + first)
    return row in [shape_of(line) for line in beside]


def shape_of(line: str) -> str:
    """The line's punctuation, with `w` for each word and number between."""
    return _VALUE.sub("w", "".join(line.split()))


def is_omission(line: str) -> bool:
    """Whether `line` is a comment in the place of code that the model did not repeat."""
    return bool(_OMISSION.match(line))


def is_solid(line: str) -> bool:
    """Whether `line` says enough to be recognised: not a bracket or a bare word such as `end`."""
    return sum(map(str.isalnum, line)) >= _SOLID and not _BARE_WORD.fullmatch(line.strip())
