"""What became of each suggestion: followed, accepted, or departed from.

Nothing of this leaves the machine; it only steers the engine.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, replace

from glossator.completion.cache import CachedText
from glossator.completion.cursor import Cursor
from glossator.completion.debounce import Debounce

DEPARTURES = 2
"""A line that the user departed from so often is not offered again."""
FOLLOWED = 6
"""Characters; a suggestion that was typed along so far was of use, also if it then went astray."""
SLIPS = 8
"""Departures looked back upon: who comes back and types on as suggested had only slipped."""
KEPT = 500
ABOVE = 200
"""Characters above a line that tell it from the same line elsewhere."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion on the screen, from where it began, however many answers have repeated it."""

    names: range
    uri: str
    line: str
    place: CachedText
    typed: int = 0
    """How far it has been typed along, in characters."""

    @property
    def is_followed(self) -> bool:
        """Whether half of it has been typed along."""
        return 2 * self.typed >= len(self.place.text)


class Feedback:
    """The suggestion on the screen, and the lines that were not wanted."""

    def __init__(self, debounce: Debounce) -> None:
        self._debounce = debounce
        self._shown: Shown | None = None
        self._complete: Shown | None = None
        self._slips: deque[Shown] = deque(maxlen=SLIPS)
        self._identity = 0
        self._departures: OrderedDict[tuple[str, str], int] = OrderedDict()

    def show(self, uri: str, cursor: Cursor, text: str) -> int:
        """Note that a text goes out; returns the name by which its acceptance is told."""
        self._identity += 1
        shown = self._shown
        if shown is not None and _left(shown, uri, cursor) == text:
            self._shown = replace(shown, names=range(shown.names.start, self._identity + 1))
        else:
            names = range(self._identity, self._identity + 1)
            place = CachedText.at(cursor.prefix, cursor.suffix, text)
            self._shown = Shown(names, uri, line_with(cursor, text), place)
        return self._identity

    def accept(self, identity: object) -> None:
        """The user accepted the suggestion of this name.

        An editor tells so before or after it asks again, where the text has already come in.
        """
        for shown in (self._shown, self._complete):
            if shown is not None and isinstance(identity, int) and identity in shown.names:
                self._debounce.accepted()
                self._shown = self._complete = None

    def judge(self, uri: str, cursor: Cursor) -> None:
        """Learn from where the cursor is now."""
        self._forgive_slips(uri, cursor)
        shown = self._shown
        if shown is None or shown.uri != uri:
            return
        left = _left(shown, uri, cursor)
        if left is None:
            self._note_departure(shown)
            self._shown = None
            return
        now = self._shown = replace(shown, typed=len(shown.place.text) - len(left))
        if now.is_followed and not shown.is_followed:
            self._debounce.followed()
        if not left:
            self._shown, self._complete = None, now

    def unwanted(self, uri: str, cursor: Cursor, text: str) -> bool:
        """Whether the user has departed from this line often enough."""
        return self._departures.get((uri, line_with(cursor, text)), 0) >= DEPARTURES

    def _note_departure(self, shown: Shown) -> None:
        self._debounce.rejected(after_following=shown.is_followed or shown.typed >= FOLLOWED)
        self._slips.append(shown)
        line = (shown.uri, shown.line)
        self._departures[line] = self._departures.get(line, 0) + 1
        self._departures.move_to_end(line)
        if len(self._departures) > KEPT:
            self._departures.popitem(last=False)

    def _forgive_slips(self, uri: str, cursor: Cursor) -> None:
        """Take back the departures from what is now typed on as it was suggested."""
        for slip in tuple(self._slips):
            left = _left(slip, uri, cursor)
            if left is not None and len(slip.place.text) - len(left) > slip.typed:
                self._slips.remove(slip)
                self._debounce.forgiven()
                line = (slip.uri, slip.line)
                self._departures[line] = max(0, self._departures.get(line, 0) - 1)


def _left(shown: Shown, uri: str, cursor: Cursor) -> str | None:
    """What is left of a suggestion at a cursor; None where it does not belong."""
    return shown.place.remainder(cursor.prefix, cursor.suffix) if shown.uri == uri else None


def line_with(cursor: Cursor, text: str) -> str:
    """The line that a suggestion makes, and what stands above: elsewhere it may be right again."""
    above = cursor.prefix[: len(cursor.prefix) - len(cursor.line_before)][-ABOVE:]
    breaks = len(text) - len(text.lstrip("\n"))
    return above + cursor.line_before + text[:breaks] + text[breaks:].split("\n", 1)[0]
