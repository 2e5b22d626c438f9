"""The debounce delay: how long to wait before a new model stream is opened.

Asking at every key wastes the service's time on text that the next key makes useless; waiting makes
ghost text late. So the delay follows the user: it grows with each rejection in a row, is zero again
when a suggestion is followed, and in a burst of keys lasts at least until the burst may be over. A
service's latency is a delay already and shortens all but the last. (Subtracting it is an idea of
tabby-agent's debouncer.) A service so slow that requests queue up is asked later instead.
"""

from __future__ import annotations

LONGEST_KEY_GAP = 1.0
"""Seconds; a longer gap is a pause for thought and says nothing about the rhythm."""
LONGEST_DELAY = 0.6
"""Seconds."""
LONGEST_QUEUE_DELAY = 1.5
"""Seconds, at a service where each prompt that is given up holds up the next to its end."""
FIRST_GUESS = 0.2
"""Seconds between two keys, until the user's own rhythm is known."""
DELETING = 2.0
"""Key gaps to wait while the user deletes: the text they want is not there yet."""
REJECTED = (0.0, 0.25, 0.5, 1.0)
"""Key gaps to wait, by rejections in a row."""
BURST_GAP = 0.06
"""Seconds; after a shorter gap another key is on its way, which may reject the text asked for."""
BURST = 1.3
"""Gaps to wait in a burst, measured by the burst's own."""
QUICK, SLOW = 0.5, 1.0
"""Seconds to the first piece: up to `QUICK` a latency is part of the delay; of a service that takes
longer than `SLOW` each request that is given up holds up the next, so it is asked later."""
_SMOOTHING = 0.15


class Debounce:
    """The delay as learned from keys, feedback and latencies; all times are in seconds."""

    def __init__(self) -> None:
        self._gap = FIRST_GUESS
        self._latency = 0.0
        self.reads_on = False
        """Whether the service reads prompts on that were given up."""
        self._last_key: float | None = None
        self._last_gap = FIRST_GUESS
        self.rejected_in_a_row = 0
        """Rejections since a suggestion was last followed."""
        self._was_slow = False
        self.accept_rate = 0.0
        """How often suggestions are accepted of late, from 0 to 1."""

    @property
    def is_slow(self) -> bool:
        """Whether the service was ever slow to its first piece, or reads on what was given up."""
        return self.reads_on or self._was_slow

    def note_key(self, now: float) -> None:
        """Learn from a key typed at the time `now`."""
        gap = now - self._last_key if self._last_key is not None else LONGEST_KEY_GAP
        if 0 < gap < LONGEST_KEY_GAP:
            self._gap += _SMOOTHING * (gap - self._gap)
        self._last_gap, self._last_key = gap, now

    def note_accepted(self) -> None:
        """Learn that a suggestion was accepted."""
        self.accept_rate += (1 - self.accept_rate) / 3
        self.rejected_in_a_row = 0

    def note_followed(self) -> None:
        """Learn that a suggestion was typed along."""
        self.accept_rate -= self.accept_rate / 6
        self.rejected_in_a_row = 0

    def note_rejected(self, *, after_following: bool = False) -> None:
        """Learn that something else was typed than suggested, at once or after following it."""
        self.accept_rate -= self.accept_rate / 6
        self.rejected_in_a_row = 1 if after_following else self.rejected_in_a_row + 1

    def note_corrected(self) -> None:
        """Learn that a rejection was a typing error, corrected since."""
        self.rejected_in_a_row = max(0, self.rejected_in_a_row - 1)

    def note_new_line(self) -> None:
        """Learn that the cursor is in another line, where earlier rejections say little."""
        self.rejected_in_a_row = min(self.rejected_in_a_row, 1)

    def note_latency(self, first_piece_after: float) -> None:
        """Learn from the time that a service took to its first piece."""
        self._latency += _SMOOTHING * (first_piece_after - self._latency)
        self._was_slow = self._was_slow or self._latency > SLOW

    def note_silence(self, seconds: float) -> None:
        """Learn from a service that was given up before its first piece, after so long."""
        if seconds > SLOW:
            self.note_latency(seconds)

    def delay(self, *, deleting: bool, penalty: int = 0) -> float:
        """Seconds to wait now; `penalty` counts as so many rejections more."""
        delay = REJECTED[min(self.rejected_in_a_row + penalty, len(REJECTED) - 1)] * self._gap
        if deleting:
            delay = max(delay, DELETING * self._gap)
        delay = max(0.0, min(delay, LONGEST_DELAY) - min(self._latency, QUICK) / 2)
        if self._latency > SLOW:
            waits = self._latency if self.reads_on else self._latency / 2
            delay = max(delay, min(waits, LONGEST_QUEUE_DELAY if self.reads_on else LONGEST_DELAY))
        return max(delay, BURST * self._last_gap) if self._last_gap < BURST_GAP else delay
