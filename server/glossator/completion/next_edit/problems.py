"""Which of the problems that other tools report in open documents have come with a burst. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from glossator.text.lines import split_lines

NEAR = 2_000
"""Code points before and after a cursor in which lines near it are looked for."""
LINES = 5
"""Lines on each side of the cursor's that are near it."""

Position = tuple[int, int]
"""A line and a column in it, both counted from 0."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, counted from 0, its text when the problem was reported, and what was reported.

    It lies from `column` of the line to `end`.
    """

    line: int
    text: str
    message: str
    column: int = 0
    end: Position = (0, 0)

    def touches(self, start: Position, end: Position) -> bool:
        """Whether it lies, with a part or an edge, between two places."""
        own = self.line, self.column
        return own <= end and start <= max(own, self.end)


class Problems:
    """What is known of the problems in each document, now and before its last burst."""

    def __init__(self) -> None:
        self._now: dict[str, set[Problem]] = {}
        self._before: dict[str, set[Problem]] = {}

    def note(self, uri: str, problems: Iterable[Problem]) -> None:
        """Learn of all problems in a document."""
        self._now[uri] = set(problems)

    def note_part(
        self, uri: str, problems: Iterable[Problem], start: Position, end: Position, text: str
    ) -> None:
        """Learn of all problems between two places of a document, which is `text` by now.

        What is known of other places is kept while its line stands somewhere in the document.
        """
        known = self._now.get(uri, set())
        lines = set(split_lines(text)) if known else set[str]()
        kept = {each for each in known if each.text in lines and not each.touches(start, end)}
        self._now[uri] = kept | set(problems)

    def note_burst(self, uri: str) -> None:
        """A burst begins: what is known by now has not come with it."""
        self._before[uri] = self._now.get(uri, set())

    def arisen(self, uri: str, text: str) -> dict[int, str]:
        """What was reported of the lines with a problem that came with the last burst.

        A line that has only moved has no new problem, and no message is there more often than
        before; one whose text is another by now has not been looked at.
        """
        now, before = self._now.get(uri, set()), self._before.get(uri, set())
        more = Counter(each.message for each in now)
        more.subtract(each.message for each in before)
        former, lines = {(each.text, each.message) for each in before}, split_lines(text)
        return {
            each.line: each.message
            for each in sorted(now, key=lambda each: (each.line, -each.column))
            if more[each.message] > 0 and (each.text, each.message) not in former
            if lines[each.line : each.line + 1] == [each.text]
        }

    def near(self, uri: str, prefix: str, suffix: str) -> tuple[str, ...]:
        """What is reported of the lines around a cursor, one that is being changed among them."""
        known = self._now.get(uri)
        if not known:
            return ()
        *above, line = split_lines(prefix[-NEAR:])
        below = split_lines(suffix[:NEAR])
        lines = {*above[-LINES:], line + below[0], *below[1:LINES]} - {""}
        return tuple(
            each.message
            for each in sorted(known, key=lambda each: (each.line, each.column, each.message))
            if each.text in lines or (line.strip() and each.text.startswith(line))
        )

    def forget(self, uri: str) -> None:
        """Drop what is known of a document; it was closed."""
        self._now.pop(uri, None)
        self._before.pop(uri, None)
