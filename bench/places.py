"""Finds out of a prompt where the cursor is, whatever the prompt's wording.

For every keystroke the typist registers the text before the cursor and which part of the finished
text is missing there. A prompt belongs to the newest keystroke whose text stands in it; text that
follows there and agrees with what is missing was sent as if it had been accepted.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

REMEMBERED = 64
"""Keystrokes looked back upon; a request is never older than a few."""
ENOUGH = 40
"""Characters that make a place unmistakable; a shorter match counts if there is no longer one."""
LEAST = 12
"""Characters, blanks not counted, that a place needs if there are as many before it: a line's
indentation stands in any prompt, in a client's probes too."""


@dataclass(frozen=True, slots=True)
class Place:
    """The cursor at one keystroke.

    `tail` is the text before it (the last 300 characters); `start` and `end` bound what is missing
    there, as offsets in the finished text; `start` is -1 where the typist is on a way of his own
    (a slip that he will delete), which no model can know.
    """

    key: int
    tail: str
    start: int
    end: int

    @property
    def known(self) -> bool:
        """Whether the finished text says what comes here."""
        return self.start >= 0


@dataclass(frozen=True, slots=True)
class Found:
    """A place found in a prompt, and the offset in the prompt at which its text ends."""

    place: Place
    stop: int


class Places:
    """The places of the last keystrokes."""

    def __init__(self) -> None:
        self._places: deque[Place] = deque(maxlen=REMEMBERED)

    def register(self, place: Place) -> None:
        """Note a keystroke, before the server under test hears of it."""
        self._places.append(place)

    def find(self, prompt: str) -> Found | None:
        """The place that a prompt is about; None for a prompt about something else."""
        matches = [
            (place, *_match(place.tail, prompt)) for place in reversed(self._places) if place.tail
        ]
        for least in (ENOUGH, 1):
            for place, length, stop in matches:
                current_line = len(place.tail) - place.tail.rfind("\n")
                if length < len(place.tail) and _solid(place.tail[-length:]) < LEAST:
                    continue
                if length >= min(len(place.tail), max(current_line, least)):
                    return _furthest(Found(place, stop), matches)
        return None


def _furthest(found: Found, matches: list[tuple[Place, int, int]]) -> Found:
    """The match that ends last within the same line: the newest place may be after a deletion."""
    best = found
    for place, length, stop in matches:
        longer = place.tail.rsplit("\n", 1)[-1]
        newest = found.place.tail.rsplit("\n", 1)[-1]
        extends = len(longer) > len(newest) and longer.startswith(newest)
        whole = length >= min(len(place.tail), max(len(longer) + 1, ENOUGH))
        if extends and whole and best.stop < stop == found.stop + len(longer) - len(newest):
            best = Found(place, stop)
    return best


def _solid(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _match(tail: str, prompt: str) -> tuple[int, int]:
    """How much of the tail's end stands in the prompt, and where its last occurrence ends."""
    low, high = 0, len(tail)
    while low < high:
        middle = (low + high + 1) // 2
        if tail[-middle:] in prompt:
            low = middle
        else:
            high = middle - 1
    return low, (prompt.rfind(tail[-low:]) + low) if low else 0


def agreement(text: str, other: str) -> int:
    """How many characters the two begin with in common."""
    count = 0
    for one, two in zip(text, other, strict=False):
        if one != two:
            break
        count += 1
    return count
