"""The length of a suggestion: as many words of its line as are likely to be right.

A model that errs errs somewhere in the line, and all of the line stands wrong on the screen until
the typing gets there. How far suggestions were followed of late says how far the next one is worth
showing. What is cut off stays in the cache and is shown when the words before it are typed.
"""

from __future__ import annotations

import re
from math import log

LIKELY = 0.92
"""Probability, of a suggestion's being right to its end, to which it is cut."""
FEWEST = 2
"""Words that are shown however unlikely they are, for one is of little use; but see `LONG`."""
LONG = 6
"""Code points of a word that is of use alone."""
TRUSTED = 25
"""Words that count as followed before any were, so that a first error is not all that is known."""
_MEMORY = 0.99
"""Weight of what was learned, one word later."""
_WORD = re.compile(r"[^\w\s]*\w+[)\]}\"';,:]*|[^\w\s]+")
"""A word with the signs before it and what closes or ends it, or an operator."""
_FIRST_LINE = re.compile(r"\s*[^\r\n]*")


class SuggestionLength:
    """The words that suggestions in one document are followed for, and their errors, of late."""

    def __init__(self) -> None:
        self._followed = float(TRUSTED)
        self._errors = 0.0

    def note_followed(self, words: int) -> None:
        """Learn that so many words of a suggestion were typed along or accepted."""
        kept = _MEMORY**words
        self._followed = self._followed * kept + words
        self._errors *= kept

    def note_rejected(self) -> None:
        """Learn that something else was typed than suggested."""
        self._errors += 1

    def note_corrected(self) -> None:
        """Learn that a rejection was a typing error, corrected since."""
        self._errors = max(0.0, self._errors - 1)

    def cut(self, text: str) -> str:
        """As many words of the text's first line as are likely; all of it if it has hardly more."""
        rate = self._errors / (self._followed + self._errors)
        line = _FIRST_LINE.match(text)
        words = list(_WORD.finditer(line.group())) if line else []
        fewest = FEWEST - (bool(words) and len(words[0].group()) >= LONG)
        most = max(fewest, int(log(LIKELY) / log(1 - rate))) if rate else len(text)
        return text[: words[most - 1].end()] if len(words) > most + 1 else text


def count_words(text: str) -> int:
    """The words and signs in a text."""
    return len(_WORD.findall(text))
