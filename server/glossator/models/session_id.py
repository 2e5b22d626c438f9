"""The session's random number, by which a router keeps an editor at one server."""

from __future__ import annotations

import secrets

from glossator.errors import (
    BrokenAnswerError,
    LoadingError,
    ModelError,
    ServiceFailedError,
    UnreachableError,
)


class SessionId:
    """Tells this process apart from others at the same service, by nothing but chance.

    It stays the same as long as the service answers: a router keeps sending the process to the
    server that has its prompts in the cache. A router may go on sending it there when that server
    is dead, so a failure makes another number, which may lead elsewhere.
    """

    def __init__(self) -> None:
        self.value = secrets.token_hex(16)

    def note_failure(self, error: ModelError) -> None:
        """Become another number if the server behind the router may be dead."""
        if isinstance(error, LoadingError):
            return
        if isinstance(error, UnreachableError | ServiceFailedError | BrokenAnswerError):
            self.value = secrets.token_hex(16)
