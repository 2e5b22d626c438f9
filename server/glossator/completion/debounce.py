"""How long to wait before a new model stream is opened.

Asking at every key wastes the service's time on text that the next key makes useless; waiting makes
ghost text late. So the wait follows the user: none while suggestions are followed, longer the more
often in a row they were wrong. A slow service shortens the wait, because its own slowness already
waits. (Subtracting the measured latency is an idea of tabby-agent's debouncer.)
"""

from __future__ import annotations

LONGEST_KEY_GAP = 1.0
"""Seconds; a longer gap is a pause for thought and says nothing about the rhythm."""
LONGEST_WAIT = 0.6
"""Seconds."""
FIRST_GUESS = 0.2
"""Seconds between two keys, until the user's own rhythm is known."""
DELETING = 2.0
"""Key gaps to wait while the user deletes: what they want is not there yet."""
DEPARTED = (0.0, 0.5, 1.0, 2.0)
"""Key gaps to wait, by departures in a row."""
BURST_GAP = 0.12
"""Seconds; after a shorter gap another key is on its way, and may depart from what is asked."""
BURST = 1.3
"""Key gaps to wait in a burst: those of the burst itself."""
_SMOOTHING = 0.15


class Debounce:
    """Learns from keys, outcomes and latencies; all times in seconds."""

    def __init__(self) -> None:
        self._gap = FIRST_GUESS
        self._latency = 0.0
        self._last_key: float | None = None
        self._last_gap = FIRST_GUESS
        self.in_a_row = 0
        """Departures since a suggestion was last followed."""
        self.accepts = 0.0
        """How often suggestions are accepted of late, from 0 to 1."""

    def key(self, now: float) -> None:
        """A key was typed at `now`."""
        gap = now - self._last_key if self._last_key is not None else LONGEST_KEY_GAP
        if 0 < gap < LONGEST_KEY_GAP:
            self._gap += _SMOOTHING * (gap - self._gap)
        self._last_gap, self._last_key = gap, now

    def accepted(self) -> None:
        """A suggestion was accepted."""
        self.accepts += (1 - self.accepts) / 3
        self.in_a_row = 0

    def followed(self) -> None:
        """A suggestion was typed along."""
        self.accepts -= self.accepts / 6
        self.in_a_row = 0

    def rejected(self, *, after_following: bool = False) -> None:
        """The user typed something else than was suggested, at once or after typing it along."""
        self.accepts -= self.accepts / 6
        self.in_a_row = 1 if after_following else self.in_a_row + 1

    def forgiven(self) -> None:
        """What was taken for a departure was a slip of the hand."""
        self.in_a_row = max(0, self.in_a_row - 1)

    def moved_on(self) -> None:
        """The cursor has come to another line: what went wrong there says little here."""
        self.in_a_row = min(self.in_a_row, 1)

    def answered(self, first_piece_after: float) -> None:
        """The service took so long to its first piece."""
        self._latency += _SMOOTHING * (first_piece_after - self._latency)

    def wait(self, *, deleting: bool, penalty: int = 0) -> float:
        """Seconds to wait now; `penalty` counts as so many departures more."""
        wait = DEPARTED[min(self.in_a_row + penalty, len(DEPARTED) - 1)] * self._gap
        if deleting:
            wait = max(wait, DELETING * self._gap)
        wait = max(0.0, min(wait, LONGEST_WAIT) - self._latency / 2)
        return max(wait, BURST * self._last_gap) if self._last_gap < BURST_GAP else wait
