"""Feedback on each suggestion: followed, accepted, or rejected by typing something else.

Nothing of it leaves the machine; it only steers the engine.
"""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossator.completion.cache import CachedText
from glossator.completion.cursor import Cursor
from glossator.completion.debounce import Debounce
from glossator.completion.length import SuggestionLength, count_words

REJECTIONS = 2
"""Rejections after which a line is not suggested again."""
FOLLOWED = 6
"""Code points typed along from which on a suggestion was of use, also if it was rejected then."""
CORRECTABLE = 8
"""Last rejections that are taken back where the user then types on as it was suggested."""
KEPT = 500
"""Lines whose rejections are counted; the least recent is dropped first."""
DOCUMENTS = 50
"""Documents whose likely lengths are kept; the least recent is dropped first."""
ABOVE = 200
"""Code points above a line that tell it from the same line elsewhere."""
_WORD_CHARACTER = re.compile(r"\w")
_ONE_QUOTE = str.maketrans("'`", '""')
_ENDS = ')]};,:"'
"""What may be missing or be more at the end of the same line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion on the screen, from where it began, however many answers have repeated it.

    `identities` are those of all these answers, with their variants.
    """

    identities: range
    uri: str
    line: str
    cached: CachedText
    typed: int = 0
    """Code points of the suggestion that have been typed along."""

    @property
    def is_followed(self) -> bool:
        """Whether half of the suggestion has been typed along."""
        return 2 * self.typed >= len(self.cached.text)

    @property
    def words(self) -> int:
        """Words of the suggestion that have been typed along."""
        return count_words(self.cached.text[: self.typed])

    def remainder(self, cursor: Cursor) -> str | None:
        """The rest of the suggestion at a cursor; None where it does not belong."""
        return self.cached.remainder(cursor) if cursor.uri == self.uri else None


class Feedback:
    """The suggestion on the screen, and the lines that were rejected."""

    def __init__(self, debounce: Debounce) -> None:
        self._debounce = debounce
        self._lengths: OrderedDict[str, SuggestionLength] = OrderedDict()
        self._shown: Shown | None = None
        self._complete: Shown | None = None
        self._rejected: deque[Shown] = deque(maxlen=CORRECTABLE)
        self._identity = 0
        self._rejections: OrderedDict[tuple[str, str], int] = OrderedDict()

    def shortened(self, cursor: Cursor, text: str) -> str:
        """The text as far as it is likely to be right; the rest of a cut text stays as it is.

        A text before others is not cut: its end says what it replaces of them.
        """
        shown = (self._shown.remainder(cursor) or "") if self._shown is not None else ""
        goes_on = text.startswith(shown) and not text.startswith(("\n", "\r"), len(shown))
        if shown.strip() and goes_on:  # a bare blank could not be seen
            return shown
        if _WORD_CHARACTER.search(cursor.line_after):
            return text
        return self._length_in(cursor.uri).cut(text)

    def note_shown(self, cursor: Cursor, texts: Sequence[str], line: str) -> range:
        """Note that texts are suggested, the first on the screen and the others as its variants.

        `line` is what the first would be uncut, by which it is known when it is rejected. Returns
        the identity of each, by which the client accepts it.
        """
        text, shown = texts[0], self._shown
        identities = range(self._identity + 1, self._identity + 1 + len(texts))
        self._identity += len(texts)
        if shown is not None and shown.remainder(cursor) == text:
            since = range(shown.identities.start, identities.stop)
            self._shown = replace(shown, identities=since)
        else:
            cached = CachedText.at(cursor, text)
            self._shown = Shown(identities, cursor.uri, line_with(cursor, line), cached)
        return identities

    def note_accepted(self, identity: object) -> int:
        """Learn that the user accepted the suggestion of this identity; its length, 0 for none.

        Editors tell it before or after the next request, which has the text in its document.
        """
        for shown in (self._shown, self._complete):
            if shown is not None and isinstance(identity, int) and identity in shown.identities:
                self._debounce.note_accepted()
                words = count_words(shown.cached.text[shown.typed :])
                self._length_in(shown.uri).note_followed(words)
                self._shown = self._complete = None
                return len(shown.cached.text)
        return 0

    def judge(self, cursor: Cursor) -> None:
        """Learn from where the cursor is now."""
        self._take_back_corrected(cursor)
        shown = self._shown
        if shown is None or shown.uri != cursor.uri:
            return
        rest = shown.remainder(cursor)
        if rest is None:
            self._note_rejected(shown)
            self._shown = None
            return
        now = self._shown = replace(shown, typed=len(shown.cached.text) - len(rest))
        self._length_in(shown.uri).note_followed(now.words - shown.words)
        if now.is_followed and not shown.is_followed:
            self._debounce.note_followed()
        if not rest:
            self._shown, self._complete = None, now

    def was_rejected_in(self, uri: str) -> bool:
        """Whether the last rejection was in this document."""
        return bool(self._rejected) and self._rejected[-1].uri == uri

    def is_unwanted(self, cursor: Cursor, text: str) -> bool:
        """Whether the user has rejected the line that this text makes often enough."""
        return self._rejections.get((cursor.uri, line_with(cursor, text)), 0) >= REJECTIONS

    def forget(self, uri: str) -> None:
        """Drop what is kept of a document; it was closed."""
        if self._shown is not None and self._shown.uri == uri:
            self._shown = None
        self._lengths.pop(uri, None)
        for line in [line for line in self._rejections if line[0] == uri]:
            del self._rejections[line]
        kept = (shown for shown in self._rejected if shown.uri != uri)
        self._rejected = deque(kept, maxlen=CORRECTABLE)

    def _length_in(self, uri: str) -> SuggestionLength:
        """What was learned in a document: a model that errs in one may know another well."""
        found = self._lengths.pop(uri, None) or SuggestionLength()
        self._lengths[uri] = found
        if len(self._lengths) > DOCUMENTS:
            self._lengths.popitem(last=False)
        return found

    def _note_rejected(self, shown: Shown) -> None:
        self._debounce.note_rejected(after_following=shown.is_followed or shown.typed >= FOLLOWED)
        self._length_in(shown.uri).note_rejected()
        self._rejected.append(shown)
        line = (shown.uri, shown.line)
        self._rejections[line] = self._rejections.get(line, 0) + 1
        self._rejections.move_to_end(line)
        if len(self._rejections) > KEPT:
            self._rejections.popitem(last=False)

    def _take_back_corrected(self, cursor: Cursor) -> None:
        """Take back the rejections of what is now typed on as it was suggested."""
        _, after = cursor.closers_and_after
        for shown in [each for each in self._rejected if each.cached.after == after]:
            rest = shown.remainder(cursor)
            if rest is not None and len(shown.cached.text) - len(rest) > shown.typed:
                self._rejected.remove(shown)
                self._debounce.note_corrected()
                self._length_in(shown.uri).note_corrected()
                line = (shown.uri, shown.line)
                self._rejections[line] = max(0, self._rejections.get(line, 0) - 1)


def line_with(cursor: Cursor, text: str) -> str:
    """The line that a suggestion makes, with the text above it: elsewhere it may be right again.

    A line that differs in blanks, in its quotes or in what ends it is the same one.
    """
    above = cursor.prefix[: len(cursor.prefix) - len(cursor.line_before)][-ABOVE:]
    breaks = len(text) - len(text.lstrip("\n"))
    line = cursor.line_before + text[:breaks] + text[breaks:].split("\n", 1)[0]
    bare = "".join(line.split()).translate(_ONE_QUOTE).rstrip(_ENDS)
    return above + (bare or line)
