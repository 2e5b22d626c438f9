"""Which of the problems that other tools report in open documents have come with a burst. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from glossator.text.lines import split_lines


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, counted from 0, its text when the problem was reported, and what was reported."""

    line: int
    text: str
    message: str


class Problems:
    """What is known of the problems in each document, now and before its last burst."""

    def __init__(self) -> None:
        self._now: dict[str, set[Problem]] = {}
        self._before: dict[str, set[Problem]] = {}

    def note(self, uri: str, problems: Iterable[Problem], *, are_all: bool) -> None:
        """Learn of problems in a document; where they are all, there are no others."""
        known = set[Problem]() if are_all else self._now.get(uri, set())
        self._now[uri] = known | set(problems)

    def note_burst(self, uri: str) -> None:
        """A burst begins: what is known by now has not come with it."""
        self._before[uri] = self._now.get(uri, set())

    def arisen(self, uri: str, text: str) -> list[int]:
        """The lines of a document with a problem that came with its last burst.

        A line that has only moved has no new problem, and no message is there more often than
        before; one whose text is another by now has not been looked at.
        """
        now, before = self._now.get(uri, set()), self._before.get(uri, set())
        more = Counter(each.message for each in now)
        more.subtract(each.message for each in before)
        former, lines = {(each.text, each.message) for each in before}, split_lines(text)
        return sorted(
            {
                each.line
                for each in now
                if more[each.message] > 0 and (each.text, each.message) not in former
                if lines[each.line : each.line + 1] == [each.text]
            }
        )

    def forget(self, uri: str) -> None:
        """Drop what is known of a document; it was closed."""
        self._now.pop(uri, None)
        self._before.pop(uri, None)
