"""Which declarations stand in a prompt, and when they are chosen anew. Pure.

The prefix cache of a service holds a prompt up to its first change, and what is shown of other
files stands first: a change has all that follows prefilled once more. So what is shown stays as it
is until a change costs little, as where the window before the cursor moves anyway, or is worth it:
the cursor has gone elsewhere, or the file imports what it did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glossator.context.index.candidates import BY_NAME, Candidate
from glossator.context.layout import Excerpt, Headers, fitting, shown
from glossator.context.ranking import Ranking
from glossator.text.diff import common_prefix

WANTED = 12
"""The candidates at the head of an order that are to be shown."""
SHARE = 0.15
"""What changes may cost, of what the prompts without them cost, both in code points prefilled."""
SAVED = 3
"""Times the size of what is shown that may be saved for changes."""
FAR = 1_500
"""Code points from the last cursor from which on the cursor has gone elsewhere."""


@dataclass(frozen=True, slots=True)
class PromptWindow:
    """A cursor, and what a prompt shows there: the text before it from the offset `begins` on.

    So many code points of the prompt as `uncached` are held by no prefix cache, such as those of
    the text after the cursor.
    """

    prefix: str
    suffix: str
    begins: int = 0
    uncached: int = 0


class Steady:
    """What is shown beside one document."""

    def __init__(self) -> None:
        self.chosen: list[Candidate] = []
        """What is shown, in its order."""
        self._known: frozenset[tuple[str, str, str]] = frozenset()  # when it was chosen
        self._doubted: set[str] = set()
        self._looked_at: Ranking | None = None
        self._text = ""  # before the cursor, that the last prompt showed
        self._at = 0
        self._saved = 0.0

    def doubt(self, files: set[str]) -> None:
        """Note that files of these names have changed: what is not found in them again is gone."""
        self._doubted = self._doubted | files

    def show(
        self, ranking: Ranking, headers: Headers, size: int, window: PromptWindow
    ) -> tuple[Excerpt, ...]:
        """Excerpts of at most `size` code points: what is wanted at a cursor, or was before."""
        text = window.prefix[window.begins :]
        held = common_prefix(self._text, text)
        went = abs(len(window.prefix) - self._at) > FAR
        read = len(text) - held + window.uncached
        self._saved = min(self._saved + SHARE * read, SAVED * size)
        self._text, self._at = text, len(window.prefix)
        is_new = ranking is not self._looked_at
        if is_new:
            self._looked_at = ranking
            self.chosen = [each for each in self.chosen if self._may_still_be(each, ranking)]
        excerpts = shown(self.chosen, headers)
        fits = _length(excerpts) <= size
        if fits and self.chosen and not (is_new or went or held <= self._saved):
            return excerpts
        order = ranking.order(window.prefix, window.suffix)
        missing = self._missing(order)
        if not missing and fits:
            return excerpts
        chosen = self._anew(order, headers, size)
        changed = shown(chosen, headers)
        cost = _length(changed) - common_prefix(_joined(excerpts), _joined(changed)) + held
        if not self.chosen:
            self._saved = 0.0
        elif fits and cost > self._saved and not self._is_worth_it(missing, went=went):
            return excerpts
        else:
            self._saved = max(0.0, self._saved - cost)
        self.chosen, self._known, self._doubted = chosen, ranking.keys, set()
        return changed

    def _may_still_be(self, candidate: Candidate, ranking: Ranking) -> bool:
        if candidate.file in self._doubted:
            return candidate.key in ranking.keys
        return ranking.may_still_be(candidate)

    def _missing(self, order: Sequence[Candidate]) -> list[Candidate]:
        there = {each.key for each in self.chosen}
        return [each for each in order[:WANTED] if each.key not in there]

    def _is_worth_it(self, missing: Sequence[Candidate], *, went: bool) -> bool:
        """Whether all is chosen anew whatever it costs."""
        if went and len(missing) >= WANTED / 2:
            return True
        return any(each.reason != BY_NAME and each.key not in self._known for each in missing)

    def _anew(self, order: Sequence[Candidate], headers: Headers, size: int) -> list[Candidate]:
        """What an order begins with; first what is shown already, in its order."""
        wanted = fitting(order, size, headers)
        keys, there = {each.key for each in wanted}, {each.key for each in self.chosen}
        kept = [each for each in self.chosen if each.key in keys]
        return [*kept, *(each for each in wanted if each.key not in there)]


def _joined(excerpts: tuple[Excerpt, ...]) -> str:
    return "\n".join(part for excerpt in excerpts for part in excerpt)


def _length(excerpts: tuple[Excerpt, ...]) -> int:
    return sum(len(file) + len(text) for file, text in excerpts)
