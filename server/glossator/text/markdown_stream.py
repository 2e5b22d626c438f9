"""Markdown as it streams, each fence of which is told its language and closed. Pure."""

from __future__ import annotations

import re

from glossator.text.lines import lines_with_ends

_BACKTICKS = re.compile(r" {0,3}(`{3,})[ \t]*(.*?)\s*$", re.DOTALL)
_MAY_BE_FENCE = re.compile(r" {0,3}`{0,2}$| {0,3}`{3,}[^`\n]*$")


class NamedFences:
    """Passes text on at once, but for a line that may be a fence: that waits for its end."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._line = ""
        self._passed = 0
        self._fence = ""

    def feed(self, text: str) -> str:
        """What can be shown now."""
        shown = ""
        for part in lines_with_ends(text):
            self._line += part
            if part.endswith(("\n", "\r")):
                shown += self._end_of_line()
            elif not _MAY_BE_FENCE.match(self._line):
                shown += self._line[self._passed :]
                self._passed = len(self._line)
        return shown

    def finish(self) -> str:
        """What was held back, and the end of a block that was left open."""
        shown = self._end_of_line()
        if self._fence:
            shown += f"\n{self._fence}"
        return shown

    def _end_of_line(self) -> str:
        line, passed = self._line, self._passed
        self._line, self._passed = "", 0
        found = _BACKTICKS.match(line) if not passed else None
        if found is None:
            return line[passed:]
        marks, info = found[1], found[2]
        if self._fence:
            if not info and len(marks) >= len(self._fence):
                self._fence = ""
        elif "`" not in info:
            self._fence = marks
            if not info:
                return line.replace(marks, marks + self._language, 1)
        return line
