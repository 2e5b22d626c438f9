"""What becomes of lines of code: which are gone, and which are new. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from glossator.actions.rewrite.code_line import CodeLine, names_of

_LEAVES = re.compile(r"\s*(?:return|raise|throw)\s+\w")
_SHORTEST_PIECE = 3
"""Tokens from which on a line may stand within another one."""


@dataclass(frozen=True)
class Change:
    """What an edit makes of lines: those that are gone, and those that are new."""

    old: list[CodeLine]
    new: list[CodeLine]
    missing: list[CodeLine]
    added: list[CodeLine]
    place: dict[int, tuple[int, int]]
    """For each missing line, by its id: the number of its hunk, and how many lines came there."""

    @cached_property
    def dead(self) -> frozenset[str]:
        """The names that missing lines bound, and that are used no more."""
        bound = frozenset[str]().union(*(line.introduced for line in self.missing))
        return bound - frozenset(
            word
            for line in self.new
            for word in free_words(line.tokens)
            if word != line.defines or word in line.bound
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the new lines."""
        return names_of(self.new)

    @cached_property
    def old_names(self) -> frozenset[str]:
        """The names in the old lines."""
        return names_of(self.old)

    @cached_property
    def added_names(self) -> frozenset[str]:
        """The names in the lines that are new."""
        return names_of(self.added)

    @cached_property
    def known(self) -> frozenset[str]:
        """Names that new lines have, or that nothing needs: a line of no others may be done."""
        return self.added_names | self.dead

    @cached_property
    def introduced(self) -> frozenset[str]:
        """The names that the new lines bind, the parameters of closures among them."""
        return frozenset[str]().union(*(line.introduced for line in self.new))

    @cached_property
    def old_functions(self) -> frozenset[str]:
        """The functions that old lines define."""
        return frozenset(line.defines for line in self.old if line.defines)

    @cached_property
    def new_functions(self) -> frozenset[str]:
        """The functions that only new lines define."""
        return frozenset(x.defines for x in self.added if x.defines) - self.old_functions

    @cached_property
    def rebound(self) -> frozenset[str]:
        """The names whose binding is another one now, or gone."""
        kinds = ("binding", "head", "mutation")
        return frozenset[str]().union(*(x.bound for x in self.missing if x.kind in kinds))

    @cached_property
    def local(self) -> frozenset[str]:
        """The names whose binding is another one now, or that are used no more."""
        return self.dead | self.rebound

    def above(self, line: CodeLine) -> CodeLine | None:
        """The old line below which an old one is indented."""
        before = reversed(self.old[: self.old.index(line)])
        return next((each for each in before if each.indent < line.indent), None)

    def came_with(self, line: CodeLine) -> int:
        """How many new lines stand where a missing line stood."""
        return self.place[id(line)][1]


def free_words(tokens: Sequence[str]) -> Iterator[str]:
    """The words that are not members of something: `map` is none in `.map(f)`."""
    for number, word in enumerate(tokens):
        is_member = number and tokens[number - 1] == "." and tokens[max(0, number - 2)] != "."
        if not is_member and not (number == 1 and tokens[0] == "."):
            yield word


def change_of(old: list[CodeLine], new: list[CodeLine]) -> Change:
    """Compare lines as wholes, and by where they stand."""
    missing = _missing_from(old, new)
    counts = Counter(line.key for line in old)
    added = []
    for line in new:
        counts[line.key] -= 1
        if counts[line.key] < 0:
            added.append(line)
    place = {}
    matcher = SequenceMatcher(None, [x.key for x in old], [x.key for x in new], autojunk=False)
    came = set(map(id, added))
    for number, (_, i, j, k, m) in enumerate(matcher.get_opcodes()):
        count = sum(id(line) in came for line in new[k:m])
        place.update({id(line): (number, count) for line in old[i:j]})
        place.update({id(line): (number, count) for line in new[k:m] if id(line) in came})
    for line in missing:
        place.setdefault(id(line), (-1, 0))
    return Change(old, new, missing, added, place)


def _missing_from(old: list[CodeLine], new: list[CodeLine]) -> list[CodeLine]:
    """The lines of `old` that are not in `new`, or not as often, whatever the breaks of lines."""
    text = f" {' '.join(map(_without_commas, new))} "
    whole = Counter(line.key for line in new)
    seen: Counter[str] = Counter()
    missing = []
    for line in old:
        seen[line.key] += 1
        is_short = len(line.tokens) < _SHORTEST_PIECE
        count = whole[line.key] if is_short else _count(text, f" {_without_commas(line)} ")
        if is_short and _LEAVES.match(line.text):  # `else { return nil }`
            count = sum(f" {each.key}".rstrip(" };").endswith(f" {line.key}") for each in new)
        if count < seen[line.key]:
            missing.append(line)
    return missing


def _without_commas(line: CodeLine) -> str:
    """What the line says; the comma at the end of a broken line is none of it."""
    return " ".join(word for word in line.tokens if word != ",")


def _count(text: str, needle: str) -> int:
    count, at = 0, -1
    while (at := text.find(needle, at + 1)) >= 0:
        count += 1
    return count
