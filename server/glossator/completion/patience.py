"""How long to wait before a new model stream is opened.

Asking at every key wastes the service's time on text that the next key makes useless; waiting makes
ghost text late. So the wait follows the user: none while suggestions are followed, longer the more
often they are departed from, never longer than a pause in this user's typing; and a slow service
shortens it, because its own slowness already waits. (Subtracting the measured latency is an idea of
tabby-agent's debouncer.)
"""

from __future__ import annotations

LONGEST_KEY_GAP = 1.0
"""Seconds; a longer gap is a pause for thought and says nothing about the rhythm."""
LONGEST_WAIT = 0.4
"""Seconds."""
FIRST_GUESS = 0.15
"""Seconds between two keys, until the user's own rhythm is known."""
_SMOOTHING = 0.15
_TRUST_FOLLOWED = 0.25
_FULL_TRUST = 0.75


class Patience:
    """Learns from keys, outcomes and latencies; all times in seconds."""

    def __init__(self) -> None:
        self._gap = FIRST_GUESS
        self._trust = _FULL_TRUST
        self._latency = 0.0
        self._last_key: float | None = None

    @property
    def trust(self) -> float:
        """How likely a suggestion is followed, from 0 to 1."""
        return self._trust

    def key(self, now: float) -> None:
        """A key was typed at `now`."""
        if self._last_key is not None and 0 < now - self._last_key <= LONGEST_KEY_GAP:
            self._gap += _SMOOTHING * (now - self._last_key - self._gap)
        self._last_key = now

    def followed(self) -> None:
        """A suggestion was accepted, or typed along for a line."""
        self._trust += _TRUST_FOLLOWED * (1 - self._trust)

    def departed(self) -> None:
        """The user typed something else than was suggested."""
        self._trust -= _TRUST_FOLLOWED * self._trust

    def answered(self, first_piece_after: float) -> None:
        """The service took so long to its first piece."""
        self._latency += _SMOOTHING * (first_piece_after - self._latency)

    def wait(self) -> float:
        """Seconds to wait now."""
        if self._trust >= _FULL_TRUST:
            return 0.0
        doubt = 1 - self._trust / _FULL_TRUST
        longest = min(LONGEST_WAIT, 2 * self._gap)
        return max(0.0, doubt * longest - self._latency / 2)
