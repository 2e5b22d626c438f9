"""Keeps ghost text from asking a service that fails, and lets it try again by itself.

Only what nobody asked for rests: a user who asks for a suggestion, and every command, still tries.
"""

from __future__ import annotations

from glossator.errors import ModelError, OverloadedError

OPENS_AFTER = 3
"""Failures in a row after which the user is told that ghost text rests."""
REST = (1.0, 30.0)
"""Seconds without a request after a failure, the first time and at most; doubled each time."""
LONGEST_REST = 300.0
"""Seconds, where a service that is busy says how long."""


class CircuitBreaker:
    """What is known of a service's health; times are in seconds, of one clock."""

    def __init__(self) -> None:
        self._failures = 0
        self._rest = 0.0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the service has failed so often that this is no accident."""
        return self._failures >= OPENS_AFTER

    @property
    def is_sound(self) -> bool:
        """Whether it did not fail the last time."""
        return self._failures == 0

    def rests(self, now: float) -> bool:
        """Whether the service is to be left alone."""
        return now < self._until

    def failed(self, error: ModelError, now: float) -> None:
        """It failed on a request."""
        self._failures += 1
        self._rest = min(max(2 * self._rest, REST[0]), REST[1])
        asked_for = error.retry_after if isinstance(error, OverloadedError) else None
        self._until = now + max(self._rest, min(asked_for or 0.0, LONGEST_REST))

    def worked(self) -> None:
        """It answered."""
        self._failures, self._rest, self._until = 0, 0.0, 0.0
