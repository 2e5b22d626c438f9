"""New lines over old ones: what a region holds while it is rewritten line by line. Pure."""

from __future__ import annotations

_LOOK_AHEAD = 80
"""Old lines in which a new line looks for itself."""


class Merge:
    """The lines that have come, then those of the old lines that nothing has replaced yet.

    A new line that stands further down among the old ones replaces all up to itself; any other is
    put before them. So only lines that change ever move, and the whole is readable at any time.
    """

    def __init__(self, old: list[str]) -> None:
        self.lines: list[str] = []
        self._old = old
        self._used = 0

    def add(self, line: str) -> list[str]:
        """The lines of the region once `line` has come."""
        self.lines.append(line)
        self._used = self._meets(line)
        return self.lines + self._old[self._used :]

    def _meets(self, line: str) -> int:
        """How many old lines are behind us now."""
        ahead = self._old[self._used : self._used + _LOOK_AHEAD]
        if ahead[:1] == [line]:
            return self._used + 1
        if sum(map(str.isalnum, line)) < 2 or line not in ahead:
            return self._used
        return self._used + ahead.index(line) + 1
