"""Which declarations stand in a prompt, and when they are chosen anew. Pure.

The prefix cache of a service holds a prompt up to its first change, and what is shown of other
files stands first: a change has all that follows prefilled once more. So what is shown stays as it
is until a change costs little, as where the window before the cursor moves anyway, or is worth it:
the cursor has gone elsewhere, or the file imports what it did not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from glossator.context.index.candidates import BY_NAME, Candidate
from glossator.context.layout import Excerpt, Headers, fitting, shown
from glossator.context.ranking import Ranking
from glossator.context.similar import Passage, Similar
from glossator.text.diff import common_prefix

_T = TypeVar("_T")

SIGNATURES = 0.7
"""The share of declarations where there is similar code, which has the rest."""
SURELY = 0.3
"""The share in which declarations are shown however unlikely they are; after it only likely ones,
since what is not needed is read all the same."""
FILLED = 6_800
"""Code points from which on no room is left empty for that: who gives so much wants to see more."""
INSTALLED = 0.15
"""The share that declarations of installed packages may take from the project's own; of what these
leave they may have as much once more."""
SIMILAR = 1_500
"""Code points of similar code at most: the passages after the second are little alike."""
ALIKE = "like the lines before the cursor"
"""The reason for which similar code is shown."""
WANTED = 12
"""The candidates at the head of an order that are to be shown."""
SHARE = 0.15
"""What changes may cost, of what the prompts without them cost, both in code points prefilled."""
SAVED = 3
"""Times the size of what is shown that may be saved for changes."""
_AROUND = 25  # code points that a declaration takes beside its signature, in the mean
FAR = 1_500
"""Code points from the last cursor from which on the cursor has gone elsewhere."""


@dataclass(frozen=True, slots=True)
class Known:
    """What has been read beside one document: all that could be shown."""

    ranking: Ranking
    headers: Headers = field(default_factory=dict)
    similar: Similar = field(default_factory=Similar)


@dataclass(frozen=True, slots=True)
class PromptWindow:
    """A cursor, and what a prompt shows there: the text before it from the offset `begins` on.

    So many code points of the prompt as `uncached` are held by no prefix cache, such as those of
    the text after the cursor. `problems` are what other tools report there.
    """

    prefix: str
    suffix: str
    begins: int = 0
    uncached: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownText:
    """Something that is shown of the file `file` from the line `line` on, and why."""

    file: str
    line: int
    text: str
    reason: str


class Steady:
    """What is shown beside one document."""

    def __init__(self) -> None:
        self.chosen: list[Candidate] = []
        """The declarations that are shown, in their order."""
        self.passages: tuple[Passage, ...] = ()
        """The similar code that is shown after them: it changes sooner."""
        self._known: frozenset[tuple[str, str, str]] = frozenset()  # when it was chosen
        self._doubted: set[str] = set()
        self._looked_at: Known | None = None
        self._text = ""  # before the cursor, that the last prompt showed
        self._at = 0
        self._saved = 0.0

    def doubt(self, files: set[str]) -> None:
        """Note that files of these names have changed: what is not found in them again is gone."""
        self._doubted = self._doubted | files

    def explained(self) -> list[ShownText]:
        """What was shown last, with the reasons."""
        return [
            *(
                ShownText(e.file, e.declaration.line, e.declaration.signature, e.why)
                for e in self.chosen
            ),
            *(ShownText(e.file, e.line, e.text, ALIKE) for e in self.passages),
        ]

    def show(self, known: Known, size: int, window: PromptWindow) -> tuple[Excerpt, ...]:
        """Excerpts of at most `size` code points: what is wanted at a cursor, or was before."""
        text = window.prefix[window.begins :]
        held = common_prefix(self._text, text)
        went = abs(len(window.prefix) - self._at) > FAR
        read = len(text) - held + window.uncached
        self._saved = min(self._saved + SHARE * read, SAVED * size)
        self._text, self._at = text, len(window.prefix)
        is_new = known is not self._looked_at
        if is_new:
            self._look_at(known)
        excerpts = self._excerpts(known.headers)
        fits = _length(excerpts) <= size
        if fits and excerpts and not (is_new or went or held <= self._saved):
            return excerpts
        surely = max(SURELY * size, 2 * size - FILLED)
        ranked = known.ranking.order(window.prefix, window.suffix, surely, window.problems)
        order = own_first(ranked, size)
        missing = self._missing(order)
        before = self.chosen, self.passages
        self.passages = self._passages(order, known, size, window.prefix, keep=fits)
        is_alike = {_place(each) for each in self.passages} <= {_place(each) for each in before[1]}
        if fits and not missing and is_alike:
            self.passages = before[1]
            return excerpts
        left = size - sum(map(_size_of, self.passages))
        likely = {each.key for each in order}
        others = () if went else (each for each in self.chosen if each.key not in likely)
        wanted = fitting((*order, *others), left, known.headers)  # it stays where it costs nothing
        self.chosen = _in_place(self.chosen, wanted, lambda each: each.key)
        changed = self._excerpts(known.headers)
        cost = _length(changed) - common_prefix(_joined(excerpts), _joined(changed)) + held
        if not excerpts:
            self._saved = 0.0
        elif fits and cost > self._saved and not self._is_worth_it(missing, went=went):
            self.chosen, self.passages = before
            return excerpts
        else:
            self._saved = max(0.0, self._saved - cost)
        self._known, self._doubted = known.ranking.keys, set()
        return changed

    def _look_at(self, known: Known) -> None:
        """Drop of what is shown what is no more."""
        self._looked_at = known
        self.chosen = [each for each in self.chosen if self._may_still_be(each, known.ranking)]
        self.passages = tuple(each for each in self.passages if known.similar.has(each))

    def _excerpts(self, headers: Headers) -> tuple[Excerpt, ...]:
        return *shown(self.chosen, headers), *((each.file, each.text) for each in self.passages)

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

    def _passages(
        self, order: Sequence[Candidate], known: Known, size: int, prefix: str, *, keep: bool
    ) -> tuple[Passage, ...]:
        """The similar code that is wanted; to `keep` is what is shown already of it."""
        likely = shown(fitting(order, int(SIGNATURES * size), known.headers), known.headers)
        wanted = known.similar.at(prefix, min(SIMILAR, size - _length(likely)))
        return tuple(_in_place(self.passages if keep else (), wanted, _place))


def own_first(order: Sequence[Candidate], size: int) -> list[Candidate]:
    """An order in which packages take only their share of `size` from what the project declares."""
    found: list[Candidate] = []
    later: list[Candidate] = []
    taken = 0.0
    for each in order:
        if each.package:
            taken += len(each.declaration.signature) + _AROUND
            if taken > INSTALLED * size:
                if taken <= 2 * INSTALLED * size:
                    later.append(each)
                continue
        found.append(each)
    return [*found, *later]


def _in_place(there: Sequence[_T], wanted: Sequence[_T], key: Callable[[_T], Hashable]) -> list[_T]:
    """What is wanted: first what is there already, in its order."""
    keys, known = {key(each) for each in wanted}, {key(each) for each in there}
    kept = [each for each in there if key(each) in keys]
    return [*kept, *(each for each in wanted if key(each) not in known)]


def _place(passage: Passage) -> tuple[str, int]:
    return passage.file, passage.line


def _size_of(passage: Passage) -> int:
    return len(passage.file) + len(passage.text)


def _joined(excerpts: tuple[Excerpt, ...]) -> str:
    return "\n".join(part for excerpt in excerpts for part in excerpt)


def _length(excerpts: tuple[Excerpt, ...]) -> int:
    return sum(len(file) + len(text) for file, text in excerpts)
