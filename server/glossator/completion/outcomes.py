"""What became of each suggestion: followed, accepted, or departed from.

Nothing of this leaves the machine; it only steers the engine.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from glossator.completion.cursor import Cursor
from glossator.completion.memory import Remembered
from glossator.completion.patience import Patience

DEPARTURES = 2
"""A line that the user departed from so often is not offered again."""
KEPT = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion that may stand on the screen."""

    identity: int
    uri: str
    line: str
    place: Remembered


class Outcomes:
    """The suggestion on the screen, and the lines that were not wanted."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._shown: Shown | None = None
        self._identity = 0
        self._departures: OrderedDict[tuple[str, str], int] = OrderedDict()

    def show(self, uri: str, cursor: Cursor, text: str) -> int:
        """Note that a text goes out; returns the name by which its acceptance is told."""
        self._identity += 1
        place = Remembered.at(cursor.prefix, cursor.suffix, text)
        self._shown = Shown(self._identity, uri, line_with(cursor, text), place)
        return self._identity

    def accept(self, identity: object) -> None:
        """The user accepted the suggestion of this name."""
        if self._shown is not None and self._shown.identity == identity:
            self._patience.accepted()
            self._shown = None

    def judge(self, uri: str, cursor: Cursor) -> None:
        """Learn from where the cursor is now."""
        shown = self._shown
        if shown is None or shown.uri != uri:
            return
        left = shown.place.remainder(cursor.prefix, cursor.suffix)
        if left is None:
            self._note_departure((uri, shown.line))
            self._patience.departed()
            self._shown = None
        elif len(left) <= len(shown.place.text) // 2:
            self._patience.followed()
            self._shown = None

    def unwanted(self, uri: str, cursor: Cursor, text: str) -> bool:
        """Whether the user has departed from this line often enough."""
        return self._departures.get((uri, line_with(cursor, text)), 0) >= DEPARTURES

    def _note_departure(self, line: tuple[str, str]) -> None:
        self._departures[line] = self._departures.get(line, 0) + 1
        self._departures.move_to_end(line)
        if len(self._departures) > KEPT:
            self._departures.popitem(last=False)


def line_with(cursor: Cursor, text: str) -> str:
    """The line that a suggestion makes of the cursor's."""
    return cursor.line_before + text.split("\n", 1)[0]
