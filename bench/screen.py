"""What stands on the typist's screen, by the rules that editors share, and whether it is right.

A suggestion stays while the typing agrees with it; a later answer takes its place, an empty answer
leaves it, a key that disagrees hides it, and so does deleting behind where it began.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.corpus import Patch, Spot
from bench.knowledge import NEXT_WORD

_FIRST_LINE = re.compile(r"\s*[^\n]*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item as the server sent it; offsets in the buffer. `asked` is the cursor it was for."""

    text: str
    start: int
    end: int
    asked: int


@dataclass(frozen=True, slots=True)
class Ghost:
    """The part of a suggestion that is still to come, and how much right of the cursor it eats."""

    text: str
    eats: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a ghost text agrees with the finished text.

    `word`: its next word or sign is right. `line`: all of its first line that is not blank is.
    `whole`: all of it is.
    """

    word: bool
    line: bool
    whole: bool


class Screen:
    """At most one suggestion."""

    def __init__(self) -> None:
        self.shown: Suggestion | None = None

    def show(self, suggestion: Suggestion, buffer: str, cursor: int) -> None:
        """A new answer for the present buffer came."""
        self.shown = suggestion
        self._hide_if_departed(buffer, cursor)

    def edit(self, patches: Sequence[Patch], buffer: str, cursor: int) -> None:
        """The buffer was changed by these patches and is now as given."""
        for at, deleted, inserted in patches:
            if self.shown is None:
                return
            shift = len(inserted) - deleted
            if at + deleted < self.shown.start:
                moved = (self.shown.start + shift, self.shown.end + shift, self.shown.asked + shift)
                start, end, asked = moved
                self.shown = replace(self.shown, start=start, end=end, asked=asked)
            elif self.shown.start <= at <= self.shown.end:
                self.shown = replace(self.shown, end=max(at, self.shown.end + shift))
            elif at < self.shown.start:
                self.shown = None
        self._hide_if_departed(buffer, cursor)

    def ghost(self, buffer: str, cursor: int) -> Ghost | None:
        """What is on the screen; None if nothing."""
        if self.shown is None:
            return None
        shown = self.shown
        return Ghost(shown.text[cursor - shown.start :], max(0, shown.end - cursor))

    def _hide_if_departed(self, buffer: str, cursor: int) -> None:
        shown = self.shown
        if shown is None:
            return
        typed = buffer[shown.start : cursor]
        agrees = shown.text.startswith(typed) and bool(shown.text[len(typed) :].strip())
        if not (shown.start <= shown.asked <= cursor and agrees):
            self.shown = None


def judge(ghost: Ghost, spot: Spot, finished: str) -> Verdict:
    """Hold a ghost text against the finished text."""
    text = ghost.text.rstrip()
    stop = spot.start + len(text)
    eaten = [offset for offset in spot.right[: ghost.eats] if offset >= 0]
    if spot.start < 0 or (eaten and eaten[-1] >= stop):  # it would eat what it does not bring
        return Verdict(word=False, line=False, whole=False)
    truth = finished[spot.start : spot.end(ghost.eats)]
    word, line = NEXT_WORD.match(truth), _FIRST_LINE.match(text)
    return Verdict(
        word=word is not None and text.startswith(word.group()),
        line=line is not None and truth.startswith(line.group()),
        whole=truth.startswith(text),
    )
