"""Notifications of what is wrong, each shown once: a broken service is met at every keystroke."""

from __future__ import annotations

from collections.abc import Callable

from glossator.lsp.client.status import Status

MOST_REMEMBERED = 1_000
"""Notifications that are known to have been shown: a service may say each time what it never said.
"""


class Notifications:
    """The notifications since the settings last changed."""

    def __init__(self, warn: Callable[[str], None], status: Status) -> None:
        self._warn = warn
        self._status = status
        self._shown: dict[str, None] = {}

    def show(self, sentence: str, *, about: str = "") -> None:
        """Show `sentence`, unless it, or another with the same `about`, was shown already."""
        self._status.trouble(sentence)
        if (about or sentence) not in self._shown:
            self._shown[about or sentence] = None
            if len(self._shown) > MOST_REMEMBERED:
                del self._shown[next(iter(self._shown))]
            self._warn(sentence)

    def over(self) -> None:
        """Note in the status that the service works again; what was shown is not shown again."""
        self._status.works()
