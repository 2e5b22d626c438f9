"""The cache of generated texts, which answers without the model what has been typed since.

A text is cached with the text around the cursor that it was made for. It can be inserted again
wherever the same text stands before the cursor, followed by a beginning of the cached text, and the
same text stands after it. So one entry serves every keystroke that follows the suggestion, is there
again when a wrong key is deleted, and survives changes elsewhere in the file.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from glossator.completion.cursor import Cursor

BEFORE = 300
"""Code points before the cursor that must be the same; fewer would confuse repeated lines."""
BUDGET = 500_000
"""Code points kept in all, for all documents."""

_AUTO_INDENT = 40
"""Code points that an editor may have put at the head of a line."""
_BLANK_LINE = re.compile(r"(?<=\n)[ \t]+(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class CachedText:
    """A generated text, and the text around the cursor that it was made for.

    `closers` are the closing brackets and blanks that stood between the cursor and `after`.
    """

    before: str
    closers: str
    after: str
    text: str

    @classmethod
    def at(cls, cursor: Cursor, text: str) -> Self:
        """A text that may be inserted at the cursor."""
        return cls(cursor.prefix[-BEFORE:], *cursor.closers_and_after, text)

    @property
    def size(self) -> int:
        """Code points that the entry takes."""
        return sum(map(len, (self.before, self.closers, self.after, self.text)))

    def remainder(self, cursor: Cursor) -> str | None:
        """The rest of the text at a cursor; None where the text does not belong."""
        closers, after = cursor.closers_and_after
        return self.left_before(closers, cursor) if after == self.after else None

    def left_before(self, closers: str, cursor: Cursor) -> str | None:
        """The rest at a cursor that has `closers` after it, and then the same text as the entry."""
        for typed in self.typed_since(cursor, len(self.text) + _AUTO_INDENT):
            left = _left_of(self.text, typed)
            if left is not None:
                return left if closers == self.closers else _without_closers(left, closers)
        return None

    def has_same_after(self, cursor: Cursor) -> bool:
        """Whether the text after the cursor is the one that the entry was made before."""
        return cursor.closers_and_after[1] == self.after

    def typed_since(self, cursor: Cursor, most: int) -> Iterator[str]:
        """The texts that may have been typed since, at most `most` code points, the longest first.

        There is more than one where the text before the cursor repeats itself.
        """
        prefix = cursor.prefix
        if len(self.before) < BEFORE:  # it was made near the top: the whole prefix must agree
            if prefix.startswith(self.before) and len(prefix) <= len(self.before) + most:
                yield prefix[len(self.before) :]
            return
        window = prefix[-(BEFORE + most) :]
        at = window.find(self.before)
        while at >= 0:
            yield window[at + BEFORE :]
            at = window.find(self.before, at + 1)


class SuggestionCache:
    """The cached texts of all documents, up to a budget in code points; the oldest goes first."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._size = 0
        self._documents: OrderedDict[str, OrderedDict[CachedText, None]] = OrderedDict()

    def put(self, cursor: Cursor, text: str) -> None:
        """Keep a text that may be inserted at the cursor; empty where nothing is missing."""
        entry = CachedText.at(cursor, text)
        entries = self._documents.setdefault(cursor.uri, OrderedDict())
        self._documents.move_to_end(cursor.uri)
        if entry in entries:
            entries.move_to_end(entry)
            return
        entries[entry] = None
        self._size += entry.size
        while self._size > self._budget:
            self._drop_oldest()

    def get(self, cursor: Cursor) -> list[str]:
        """The texts that may be inserted at the cursor, the longest first, none of them empty."""
        entries = self._documents.get(cursor.uri, OrderedDict())
        closers, after = cursor.closers_and_after
        same = (entry for entry in reversed(entries) if entry.after == after)
        found = (entry.left_before(closers, cursor) for entry in same)
        return sorted(dict.fromkeys(text for text in found if text), key=len, reverse=True)

    def is_complete(self, cursor: Cursor) -> bool:
        """Whether the model has said that nothing is missing at the cursor."""
        entries = self._documents.get(cursor.uri, ())
        return any(not each.text and each.remainder(cursor) == "" for each in entries)

    def forget(self, uri: str) -> None:
        """Drop a document that was closed."""
        self._size -= sum(entry.size for entry in self._documents.pop(uri, ()))

    def _drop_oldest(self) -> None:
        uri, entries = next(iter(self._documents.items()))
        entry, _ = entries.popitem(last=False)
        self._size -= entry.size
        if not entries:
            del self._documents[uri]


def unindented(typed: str) -> str:
    """The typed text without the indentation that an editor gave to lines that are still blank."""
    return _BLANK_LINE.sub("", typed)


def _left_of(text: str, typed: str) -> str | None:
    """The rest of a text after what was typed of it; None where something else was typed."""
    if text.startswith(typed):
        return text[len(typed) :]
    bare = unindented(typed)
    if not text.startswith(bare):
        return None
    left = text[len(bare) :]
    in_indentation = bare.endswith("\n") and not typed.endswith("\n")
    return left if left.startswith("\n") or not in_indentation else None


def _without_closers(left: str, closers: str) -> str:
    """The rest of a text without the last lines that an editor has put below the cursor since."""
    ends = (end for end in range(len(closers), 0, -1) if left.endswith(closers[:end]))
    end = next(ends, 0) if closers.startswith(("\n", "\r")) else 0
    return left[: len(left) - end]
