"""An answer as it streams, up to where the model begins to repeat itself. Pure."""

from __future__ import annotations

from glossator.actions.circles import fresh_length, sentences

SHORTEST_REPEAT = 40
"""Code points; shorter lines, such as a brace or a heading, may well come twice."""

SHORTEST_SENTENCE = 80
"""Code points; a sentence of this length that a paragraph says again is counted."""

MOST_REPEATS = 1
"""Such sentences; one may come back as a summary, a model that goes in circles says more again."""


class FreshLines:
    """Passes text on at once, but holds back a line while it reads like an earlier one.

    Blank space before the first word is dropped. `is_circular` becomes true when a long line has
    come a second time, paragraphs have said long sentences again more than once, or a line only
    repeats its own end; from then on nothing is passed on.
    """

    def __init__(self) -> None:
        self.is_circular = False
        self._said: set[str] = set()
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
        for part in text.splitlines(keepends=True):
            if self.is_circular:
                break
            shown += self._take(part)
        return shown

    def finish(self) -> str:
        """What was held back, unless it was a repetition after all."""
        held, self._held = self._held, ""
        return "" if self.is_circular or self._line in self._said else held

    def _take(self, part: str) -> str:
        ended = part.endswith(("\n", "\r"))
        self._line += part.rstrip("\r\n")
        self._held += part
        if not ended:
            if self._line and any(line.startswith(self._line) for line in self._said):
                return ""
            if fresh_length(self._line) is not None:
                self.is_circular = True
                return "…"
        else:
            if self._line in self._said:
                self.is_circular = True
                return ""
            if len(self._line) >= SHORTEST_REPEAT:
                self._said.add(self._line)
            self._count_repeats(self._line)
            self.is_circular = self._repeats > MOST_REPEATS
            self._line = ""
        shown, self._held = self._held, ""
        return shown

    def _count_repeats(self, paragraph: str) -> None:
        """Count its long sentences that were said before; lists and tables are no paragraphs."""
        if paragraph[:1].isalpha():
            said = {each for each, _ in sentences(paragraph) if len(each) >= SHORTEST_SENTENCE}
            self._repeats += len(said & self._sentences)
            self._sentences |= said
