"""Puts secrets back in the places of their placeholders, and only there.

A placeholder counts where it stands whole: it begins and ends a word, as its secret did, or stands
beside the same characters. A short one, which a model might write by chance, counts only after the
same beginning of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from glossator.context.redaction.placeholders import holds_placeholder, letters_of
from glossator.errors import NoUsableAnswerError

_SHORT = 6
"""Letters of a placeholder below which it is told by what stands before it."""
_BEFORE, _GLUED = 6, 4
"""Code points before a placeholder that are compared, of a short one and of a long one."""
MOST_PLACES = 50
"""Patterns of one placeholder at most."""
NEIGHBOURS = _BEFORE
"""Code points beside a placeholder that are looked at."""

_WORD_BEGINS = r"(?:(?<![^\W_])|(?<=\\[nrt]))"
_WORD_ENDS = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Originals:
    """The secrets of a text by their placeholders; they never show in a repr."""

    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    places: dict[str, dict[str, None]] = field(default_factory=dict, repr=False)
    """Patterns of where each placeholder counts."""

    def among(self, text: str) -> Originals:
        """Those alone whose placeholders stand in `text`."""
        kept = {shown: secret for shown, secret in self.secrets.items() if shown in text}
        return Originals(kept, self.places)

    def restore(self, answer: str) -> str:
        """`answer` with each secret in the place of its placeholder.

        Raises:
            NoUsableAnswerError: where a placeholder is left, cut or of another file.
        """
        pieces: list[str] = []
        end = 0
        for match in self._pattern().finditer(answer) if self.secrets else ():
            pieces += (_checked(answer[end : match.start()]), self.secrets[match[0]])
            end = match.end()
        return "".join((*pieces, _checked(answer[end:])))

    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.secrets, key=len, reverse=True)
        return re.compile("|".join(place for each in longest_first for place in self.places[each]))


def place_of(shown: str, before: str, after: str) -> str:
    """The pattern of a placeholder beside what its secret stands beside."""
    begins, ends = _WORD_BEGINS, _WORD_ENDS
    if letters_of(shown) < _SHORT:
        line = before[-_BEFORE:].rpartition("\n")[2]
        begins = rf"(?<={re.escape(line)})" if line else ""
        ends = rf"(?={re.escape(after[0])})" if after else ""
    else:
        if not re.search(rf"{_WORD_BEGINS}\Z", before):
            begins = rf"(?<={re.escape(before[-_GLUED:])})"
        if not re.match(_WORD_ENDS, after):
            ends = rf"(?={re.escape(after[0])})"
    return f"{begins}{re.escape(shown)}{ends}"


def _checked(rest: str) -> str:
    if holds_placeholder(rest):
        raise NoUsableAnswerError(
            "The model used a secret of another file, which it cannot see; ask again, or write "
            "that part yourself."
        )
    return rest
