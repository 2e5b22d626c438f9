"""What was generated, and still fits what has been typed since: answered without the model.

A text is remembered with what stood around the cursor it was made for. It fits again wherever the
same text stands before it, followed by a beginning of it, and the same text stands after it. So one
entry serves every keystroke that follows the suggestion, comes back when a wrong key is deleted,
and survives changes elsewhere in the file.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

BEFORE = 300
"""Characters before the cursor that must be the same; fewer would confuse repeated lines."""
AFTER = 120
"""Characters after the cursor that must be the same."""
BUDGET = 500_000
"""Characters kept in all, for all documents."""

_AUTO_INDENT = 40
"""Characters that an editor may have put at the head of a line."""
_BLANK_LINE = re.compile(r"(?<=\n)[ \t]+(?=\n|\Z)")

# Editors close brackets and quotes by themselves and let the user type over them.
_AUTO_CLOSED = ")]}>'\"`"


@dataclass(frozen=True, slots=True)
class CachedText:
    """A text, and what stood around the cursor that it was made for."""

    before: str
    after: str
    text: str

    @classmethod
    def at(cls, prefix: str, suffix: str, text: str) -> CachedText:
        """`text` as what may be inserted between `prefix` and `suffix`."""
        return cls(prefix[-BEFORE:], _after(suffix), text)

    @property
    def size(self) -> int:
        """Characters that it takes."""
        return len(self.before) + len(self.after) + len(self.text)

    def remainder(self, prefix: str, suffix: str) -> str | None:
        """What is left of the text at a cursor; None where the text does not belong."""
        if not self.same_after(suffix):
            return None
        for typed in self.typed_since(prefix, len(self.text) + _AUTO_INDENT):
            left = _left_of(self.text, typed)
            if left is not None:
                return left
        return None

    def same_after(self, suffix: str) -> bool:
        """Whether the text after the cursor is what it was."""
        return _after(suffix) == self.after

    def typed_since(self, prefix: str, most: int) -> Iterator[str]:
        """What may have been typed since, at most `most` characters, the longest first.

        There is more than one way to read a prefix that repeats itself.
        """
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
    """All that is remembered, the least recently used forgotten first."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._size = 0
        self._documents: OrderedDict[str, OrderedDict[CachedText, None]] = OrderedDict()

    def put(self, uri: str, prefix: str, suffix: str, text: str) -> None:
        """Keep `text` as what may be inserted between `prefix` and `suffix`.

        An empty text says that nothing is missing there.
        """
        entry = CachedText.at(prefix, suffix, text)
        entries = self._documents.setdefault(uri, OrderedDict())
        self._documents.move_to_end(uri)
        if entry in entries:
            entries.move_to_end(entry)
            return
        entries[entry] = None
        self._size += entry.size
        while self._size > self._budget:
            self._forget_oldest()

    def get(self, uri: str, prefix: str, suffix: str) -> list[str]:
        """What may be inserted here, the longest first; one exhausted entry gives nothing."""
        entries = self._documents.get(uri, OrderedDict())
        found = (entry.remainder(prefix, suffix) for entry in reversed(entries))
        return sorted(dict.fromkeys(text for text in found if text), key=len, reverse=True)

    def is_complete(self, uri: str, prefix: str, suffix: str) -> bool:
        """Whether the model has said that nothing is missing here."""
        entries = self._documents.get(uri, ())
        return any(not each.text and each.remainder(prefix, suffix) == "" for each in entries)

    def forget(self, uri: str) -> None:
        """Drop a document that was closed."""
        self._size -= sum(entry.size for entry in self._documents.pop(uri, ()))

    def _forget_oldest(self) -> None:
        uri, entries = next(iter(self._documents.items()))
        entry, _ = entries.popitem(last=False)
        self._size -= entry.size
        if not entries:
            del self._documents[uri]


def unindented(typed: str) -> str:
    """What was typed, without the indentation that an editor gave to lines that are blank yet."""
    return _BLANK_LINE.sub("", typed)


def _left_of(text: str, typed: str) -> str | None:
    """What is left of a text of which so much was typed; None where something else was."""
    if text.startswith(typed):
        return text[len(typed) :]
    bare = unindented(typed)
    if not text.startswith(bare):
        return None
    left = text[len(bare) :]
    in_indentation = bare.endswith("\n") and not typed.endswith("\n")
    return left if left.startswith("\n") or not in_indentation else None


def _after(suffix: str) -> str:
    """The text after the cursor, without what an editor puts there by itself while one types."""
    return suffix[: 2 * AFTER].lstrip(_AUTO_CLOSED)[:AFTER]
