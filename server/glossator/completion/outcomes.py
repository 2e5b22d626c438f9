"""What became of each suggestion: followed, accepted, or departed from.

Nothing of this leaves the machine; it only steers the engine.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from glossator.completion.cursor import Cursor
from glossator.completion.memory import Remembered
from glossator.completion.patience import Patience

DEPARTURES = 2
"""A line that the user departed from so often is not offered again."""
FOLLOWED = 6
"""Characters; a suggestion that was typed along so far was of use, also if it then went astray."""
KEPT = 500
ABOVE = 200
"""Characters above a line that tell it from the same line elsewhere."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion that may stand on the screen."""

    identity: int
    uri: str
    line: str
    place: Remembered
    typed: int = 0
    """How far it has been typed along, in characters."""


class Outcomes:
    """The suggestion on the screen, and the lines that were not wanted."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._shown: Shown | None = None
        self._followed: int | None = None
        self._identity = 0
        self._departures: OrderedDict[tuple[str, str], int] = OrderedDict()

    def show(self, uri: str, cursor: Cursor, text: str) -> int:
        """Note that a text goes out; returns the name by which its acceptance is told."""
        self._identity += 1
        place = Remembered.at(cursor.prefix, cursor.suffix, text)
        self._shown = Shown(self._identity, uri, line_with(cursor, text), place)
        return self._identity

    def accept(self, identity: object) -> None:
        """The user accepted the suggestion of this name.

        An editor tells so before or after it asks again, where the text has already come in.
        """
        is_shown = self._shown is not None and self._shown.identity == identity
        if is_shown or (identity is not None and self._followed == identity):
            self._patience.accepted()
            self._shown = self._followed = None

    def judge(self, uri: str, cursor: Cursor) -> bool:
        """Learn from where the cursor is now; whether the whole suggestion has just come in."""
        shown = self._shown
        if shown is None or shown.uri != uri:
            return False
        left = shown.place.remainder(cursor.prefix, cursor.suffix)
        if left is None:
            self._note_departure((uri, shown.line))
            self._patience.departed(after_following=shown.typed >= FOLLOWED)
            self._shown = None
        elif len(left) <= len(shown.place.text) // 2:
            self._patience.followed()
            self._shown, self._followed = None, shown.identity
        else:
            self._shown = replace(shown, typed=len(shown.place.text) - len(left))
        return not left and left is not None

    def unwanted(self, uri: str, cursor: Cursor, text: str) -> bool:
        """Whether the user has departed from this line often enough."""
        return self._departures.get((uri, line_with(cursor, text)), 0) >= DEPARTURES

    def _note_departure(self, line: tuple[str, str]) -> None:
        self._departures[line] = self._departures.get(line, 0) + 1
        self._departures.move_to_end(line)
        if len(self._departures) > KEPT:
            self._departures.popitem(last=False)


def line_with(cursor: Cursor, text: str) -> str:
    """The line that a suggestion makes, and what stands above: elsewhere it may be right again."""
    above = cursor.prefix[: len(cursor.prefix) - len(cursor.line_before)][-ABOVE:]
    breaks = len(text) - len(text.lstrip("\n"))
    return above + cursor.line_before + text[:breaks] + text[breaks:].split("\n", 1)[0]
