"""Which lines of an answer may show in the buffer before the answer is whole."""

from __future__ import annotations

import re

from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.text.elision import stands_for_code
from glossator.text.imports import is_import
from glossator.text.lines import split_lines

_WRAPPED = re.compile(
    r"\s*\d+(?:[:|.)\t ]|$)|(?:---|\+\+\+|@@|diff |[-+ ] {0,3}\S|<{5,}|\*\*\* )|\s*<\?|\s*\?>\s*$"
)
_LONGEST_LOOK, _FARTHEST_LOOK = 400, 100_000
"""Lines, and code points, above and below the region in which a line looks for itself."""


class Preview:
    """Passes lines on until one shows that the answer is not, or may not be, the new code.

    An answer that begins with an import, or with a line that the file has outside of the region, is
    probably more than was asked for. It is shown when it is whole and its part is found.
    """

    def __init__(self, buffer: Buffer, region: Region, wish: Wish) -> None:
        start, end = region.span
        before, after = max(0, start - _FARTHEST_LOOK), end + _FARTHEST_LOOK
        above = split_lines(buffer.text[before:start])[before > 0 : -1][-_LONGEST_LOOK:]
        below = split_lines(buffer.text[end:after])[1:][:_LONGEST_LOOK]
        self._outside = {line.strip() for line in [*above, *below]}
        self._ours = {line.strip() for line in region.lines}
        self._indented = region.lines[:1] and region.shown[:1].isspace()
        self._language = buffer.language
        self._open: bool | None = None if wish.extract is None else False

    def shows(self, line: str) -> bool:
        """Whether `line`, the next of the answer, may be shown."""
        bare = line.strip()
        if self._open is None and bare:
            is_known = bare in self._outside and bare not in self._ours
            is_more = is_known or (is_import(line, self._language) and bare not in self._ours)
            self._open = not is_more and not (_WRAPPED.match(line) and not self._indented)
        if stands_for_code(line) and bare not in self._ours:
            self._open = False
        return bool(self._open)
