"""An answer as it streams, up to where the model begins to repeat itself. Pure."""

from __future__ import annotations

from collections import Counter

from glossator.text.fences import is_fence
from glossator.text.lines import lines_with_ends
from glossator.text.repetition import fresh_length
from glossator.text.sentences import sentences

SHORTEST_REPEAT = 40
"""Code points; shorter lines, such as a brace or a heading, may well come twice."""

MOST_TIMES = 3
"""How often a line of code, of a list or of a table comes, as in a function before and after a
change; a paragraph comes once, and a line without letters, such as a rule, as often as it likes."""

SHORTEST_SENTENCE = 80
"""Code points; a sentence of this length that a paragraph says again is counted."""

MOST_REPEATS = 1
"""Such sentences; one may come back as a summary, a model that goes in circles says more again."""


class FreshLines:
    """Passes text on at once, but holds back a line while it reads like an earlier one.

    Blank space before the first word is dropped. `is_circular` becomes true when a long line comes
    more often than it may, paragraphs have said long sentences again more than once, or a line only
    repeats its own end; from then on nothing is passed on.
    """

    def __init__(self) -> None:
        self.is_circular = False
        self._seen: Counter[str] = Counter()
        self._in_code = False
        self._sentences: set[str] = set()
        self._repeats = 0
        self._line = ""
        self._held = ""
        self._begun = False

    def feed(self, text: str) -> str:
        """What of `text`, and of what was held back, can be shown now."""
        text = text if self._begun else text.lstrip()
        self._begun = self._begun or bool(text)
        shown = ""
        for part in lines_with_ends(text):
            if self.is_circular:
                break
            shown += self._take(part)
        return shown

    def finish(self) -> str:
        """What was held back, unless it was a repetition after all."""
        held, self._held = self._held, ""
        return "" if self.is_circular or self._is_spent(self._line) else held

    def _take(self, part: str) -> str:
        ended = part.endswith(("\n", "\r"))
        self._line += part.rstrip("\r\n")
        self._held += part
        if not ended:
            if self._line and self._may_become_spent():
                return ""
            if fresh_length(self._line) is not None:
                self.is_circular = True
                return "…"
        else:
            if self._is_spent(self._line):
                self.is_circular = True
                return ""
            self._note(self._line)
            self._line = ""
        shown, self._held = self._held, ""
        return shown

    def _note(self, line: str) -> None:
        if is_fence(line):
            self._in_code = not self._in_code
        if len(line) >= SHORTEST_REPEAT and any(map(str.isalpha, line)):
            self._seen[line] += 1
        if self._is_paragraph(line):
            self._count_repeats(line)
            self.is_circular = self._repeats > MOST_REPEATS

    def _count_repeats(self, paragraph: str) -> None:
        """Count its long sentences that were said before."""
        found = {each for each, _ in sentences(paragraph) if len(each) >= SHORTEST_SENTENCE}
        self._repeats += len(found & self._sentences)
        self._sentences |= found

    def _is_spent(self, line: str) -> bool:
        return self._seen[line] >= (1 if self._is_paragraph(line) else MOST_TIMES)

    def _may_become_spent(self) -> bool:
        """Whether the line that has begun may turn out to have come as often as it may."""
        return any(line.startswith(self._line) and self._is_spent(line) for line in self._seen)

    def _is_paragraph(self, line: str) -> bool:
        return line[:1].isalpha() and not self._in_code
