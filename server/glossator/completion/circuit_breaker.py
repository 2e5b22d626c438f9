"""The circuit breaker: ghost text stops asking a service that fails, and tries again by itself.

It holds back requests that follow a key only: invoked requests and commands are always tried.
"""

from __future__ import annotations

from glossator.errors import ModelError, OnlyThoughtsError, OverloadedError

OPENS_AFTER = 3
"""Failures in a row after which the user is told that ghost text rests."""
REST = (1.0, 30.0)
"""Seconds without a request after a failure, the first time and at most; doubled each time."""
LONGEST_REST = 300.0
"""Seconds, where a service that is busy says how long."""


class CircuitBreaker:
    """The health of a service, as its failures tell; times are in seconds, of one clock."""

    def __init__(self) -> None:
        self._failures = 0
        self._rest = 0.0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the service has failed so often in a row that the user is told."""
        return self._failures >= OPENS_AFTER

    @property
    def is_sound(self) -> bool:
        """Whether the service did not fail on the last request."""
        return self._failures == 0

    def is_resting(self, now: float) -> bool:
        """Whether the service gets no request at the time `now`."""
        return now < self._until

    def rest_left(self, now: float) -> float:
        """Seconds for which the service gets no request, from the time `now` on."""
        return max(0.0, self._until - now)

    def note_failure(self, error: ModelError, now: float) -> None:
        """Note that the service failed on a request."""
        self._failures += 1
        if isinstance(error, OnlyThoughtsError) and not self.is_open:
            return  # the service is well, and its model may answer the next request
        self._rest = min(max(2 * self._rest, REST[0]), REST[1])
        asked_for = error.retry_after if isinstance(error, OverloadedError) else None
        self._until = now + max(self._rest, min(asked_for or 0.0, LONGEST_REST))

    def note_success(self) -> None:
        """Note that the service answered."""
        self._failures, self._rest, self._until = 0, 0.0, 0.0
