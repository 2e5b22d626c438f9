"""Puts what a stream has completed into the memory, part by part, as a user would accept it.

The first part is what the cursor's request wants: a line or a block. What the model says beyond it
becomes the suggestion after that one, made for the cursor as it will stand then.
"""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.cache import CachedText, SuggestionCache
from glossator.completion.clean import clean
from glossator.completion.cursor import Cursor
from glossator.completion.insertion import fit
from glossator.completion.stop import end_of_shape, stop_rule_at, whole_lines

MOST_PARTS = 20
"""Of one stream: a model that goes on and on is not read to the end in one go."""


class Segments:
    """The parts of one stream's text; `cursor` stands where the next part begins."""

    def __init__(self, cache: SuggestionCache, uri: str, origin: Cursor) -> None:
        self._cache = cache
        self._uri = uri
        self._said = ""
        self._taken = 0
        self.cursor = origin
        self.parts = 0
        self.over = False

    def take(self, text: str, *, whole: bool) -> None:
        """Remember every part that `text` completes; `whole` says that no more comes."""
        while not self.over and self.parts < MOST_PARTS:
            rest = text[self._taken :]
            end = end_of_shape(rest, self.cursor, stop_rule_at(self.cursor)) if rest else None
            if end is None and not whole:
                return
            self._keep(rest, len(rest) if end is None else end)

    def take_whole_lines(self, text: str) -> None:
        """Remember the lines that are complete, of a part that is not."""
        lines = whole_lines(text[self._taken :])
        if lines and not self.over:
            self._keep(lines, len(lines))

    def end(self) -> None:
        """Remember that the model wants nothing more where the cursor now stands."""
        self._cache.put(self._uri, self.cursor.prefix, self.cursor.suffix, "")

    def begun(self, text: str) -> CachedText | None:
        """The whole lines of the part that is still being written, not remembered yet."""
        part = clean(whole_lines(text[self._taken :]), self.cursor)
        if not fit(part, self.cursor).text.strip():
            return None
        return CachedText.at(self.cursor.prefix, self.cursor.suffix, part)

    def promise(self, text: str) -> str:
        """All that the stream has said, as it would stand in the buffer."""
        return self._said + text[self._taken :].replace("\n", self.cursor.newline)

    def _keep(self, rest: str, end: int) -> None:
        part = clean(rest[:end], self.cursor)
        insertion = fit(part, self.cursor)
        if not insertion.text.strip():
            self.over = True
            return
        self._cache.put(self._uri, self.cursor.prefix, self.cursor.suffix, part)
        self._taken += end
        self._said += part
        self.parts += 1
        self.cursor = after(self.cursor, part)


def after(cursor: Cursor, text: str) -> Cursor:
    """The cursor as it will stand when `text` was accepted."""
    insertion = fit(text, cursor)
    return replace(
        cursor,
        prefix=cursor.prefix + insertion.text,
        suffix=cursor.suffix[insertion.replace_right :],
    )
