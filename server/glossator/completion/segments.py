"""Cuts a stream's text into segments, each one suggestion, and puts them into the cache.

The first segment is what the request at the cursor wants: a line or a block. What the model says
beyond it becomes the suggestion after that one, made for the cursor after the first is accepted.
"""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.cache import CachedText, SuggestionCache
from glossator.completion.clean import clean
from glossator.completion.cursor import Cursor
from glossator.completion.insertion import insertion_of
from glossator.completion.stop import complete_lines, end_of_suggestion, stop_rule_at

MOST_SEGMENTS = 20
"""Segments read of one stream: a model that goes on and on is not read to the end in one go."""


class Segments:
    """The segments of one stream's text; the next one begins at `cursor`."""

    def __init__(self, cache: SuggestionCache, origin: Cursor) -> None:
        self._cache = cache
        self._inserted = ""
        self._taken = 0
        self.cursor = origin
        self.count = 0
        self.ended = False
        """Whether nothing more of the text can be inserted."""

    def take(self, text: str, *, whole: bool) -> None:
        """Cache every segment that is complete in `text`; all of it where the text is `whole`."""
        while not self.ended and self.count < MOST_SEGMENTS:
            rest = text[self._taken :]
            end = end_of_suggestion(rest, self.cursor, stop_rule_at(self.cursor)) if rest else None
            if end is None and not whole:
                return
            self._keep(rest, len(rest) if end is None else end)

    def cache_whole_lines(self, text: str) -> bool:
        """Cache the complete lines of a segment that is not complete; whether it has any."""
        count, lines = self.count, complete_lines(text[self._taken :])
        if lines and not self.ended:
            self._keep(lines, len(lines))
        return self.count > count

    def mark_complete(self) -> None:
        """Cache that nothing is missing after the last segment."""
        self._cache.put(self.cursor, "")

    def whole_lines(self, text: str) -> CachedText | None:
        """The complete lines of a segment that is not complete, as they would be cached."""
        segment = clean(complete_lines(text[self._taken :]), self.cursor)
        if not insertion_of(segment, self.cursor).text.strip():
            return None
        return CachedText.at(self.cursor, segment)

    def as_inserted(self, text: str) -> str:
        """All of the stream's text so far, as it would stand in the document."""
        return self._inserted + text[self._taken :].replace("\n", self.cursor.newline)

    def _keep(self, rest: str, end: int) -> None:
        segment = clean(rest[:end], self.cursor)
        insertion = insertion_of(segment, self.cursor)
        if not insertion.text.strip():
            self.ended = True
            return
        self._cache.put(self.cursor, segment)
        self.ended = insertion.text != segment  # it ends what the text goes on with
        self._taken += end
        self._inserted += segment
        self.count += 1
        self.cursor = cursor_after(self.cursor, segment)


def cursor_after(cursor: Cursor, text: str) -> Cursor:
    """The cursor after a suggestion of `text` at `cursor` is accepted."""
    insertion = insertion_of(text, cursor)
    return replace(
        cursor,
        prefix=cursor.prefix + insertion.text,
        suffix=cursor.suffix[insertion.replace_right :],
    )
