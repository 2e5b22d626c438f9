"""What counts for all members of a type, or for all else that a file declares. Pure.

Where one member of a type is used, others are near; a variable has the type of what was called for
it; who names a module means what it declares.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log2

from glossator.context.index.candidates import FRONTS, Candidate
from glossator.text.names import WORD

MOST_TYPES = 4
"""Types in the signature of a name; one with more of them tells nothing."""
_LONGEST_LINE = 500
"""Code points of a line in which calls are looked for."""
NEAR = 12_000
"""Code points before the cursor in which variables, types and headers are looked for."""

# The weights of a linear model, fitted to the holes of `bench.recall`.
_MEMBER_NEAR, _FILE_NEAR = 0.54, 0.94  # another member, another name of the file: its nearness
_OF_TYPE, _OF_CALLED = 0.58, 0.63  # the type of a name near the cursor, and of what it was set to
_MODULE_NEAR = 0.22  # the name of the file, or of the folder in Go
_USED_SHARE = 0.57  # the share of a file's names that are used
_USED_MEMBERS = 0.15  # for each time that twice as many members are used
_OWNER_USED = 0.5  # a type that is named

_SET = re.compile(
    r"^\s*(?:(?:let|const|var|final|auto|mut)\b\s*)*(?:[\w:<>\[\]&*\\]+\s+)?[&*$(\[]*"
    r"(?P<name>\w+)(?:\s*,\s*\w+)*[)\]]?\s*(?::[^=\n]+)?:?=(?!=)(?P<value>.*)"
)
_CALLED = re.compile(r"(\w+)\s*(?:<[^<>()]*>)?(?:::<[^()]*>)?\(")
MEMBER = re.compile(r"(?:\.|->|::)\s*(\w+)")
"""The use of a member."""


class Groups:
    """The groups of a file's candidates: those of one type each, and the rest of each file.

    `words` are those of the file, and `members` what it uses as such.
    """

    def __init__(
        self, candidates: Sequence[Candidate], words: Mapping[str, int], members: Mapping[str, int]
    ) -> None:
        numbers: dict[tuple[str, str], int] = {}
        self.of = [
            numbers.setdefault((each.file, each.declaration.owner), len(numbers))
            for each in candidates
        ]
        """The number of each candidate's group."""
        self.types = _types_of(candidates)
        """The types of names, those of which members are known."""
        self._with: dict[str, set[int]] = defaultdict(set)
        for each, number in zip(candidates, self.of, strict=True):
            self._with[each.declaration.name].add(number)
        self._has_owner = [bool(owner) for _, owner in numbers]
        self._owned: dict[str, list[int]] = defaultdict(list)
        self._in_module: dict[str, list[int]] = defaultdict(list)
        for (file, owner), number in numbers.items():
            self._owned[owner].append(number)
            for module in _modules(file):
                self._in_module[module].append(number)
        self._base = _base(candidates, self.of, numbers, words, members)

    def scores(self, near: Mapping[str, float], prefix: str) -> list[float]:
        """What each group counts at the end of a text, with the words near it."""
        found = list(self._base)
        nearest: dict[int, float] = {}
        for name in near.keys() & self._with.keys():
            for number in self._with[name]:
                nearest[number] = max(nearest.get(number, 0.0), near[name])
        for number, nearness in nearest.items():
            found[number] += nearness * (_MEMBER_NEAR if self._has_owner[number] else _FILE_NEAR)
        for module in near.keys() & self._in_module.keys():
            for number in self._in_module[module]:
                found[number] += _MODULE_NEAR * near[module]
        own = ((name, near[name]) for name in near.keys() & self.types.keys())
        called = ((call, near[name]) for name, call in _calls(prefix) if name in near)
        for weight, names in ((_OF_TYPE, own), (_OF_CALLED, called)):
            for owner, nearness in self._types_near(names).items():
                for number in self._owned[owner]:
                    found[number] += weight * nearness
        return found

    def _types_near(self, names: Iterable[tuple[str, float]]) -> dict[str, float]:
        found: dict[str, float] = {}
        for name, nearness in names:
            for owner in self.types.get(name, ()):
                found[owner] = max(found.get(owner, 0.0), nearness)
        return found


def _base(
    candidates: Sequence[Candidate],
    groups: Sequence[int],
    numbers: Mapping[tuple[str, str], int],
    words: Mapping[str, int],
    members: Mapping[str, int],
) -> list[float]:
    """What groups count wherever the cursor is: as much of them as the file uses."""
    names: dict[str, set[str]] = defaultdict(set)
    used: Counter[int] = Counter()
    declared = ((each.file, each.declaration.name) for each in candidates)
    for (file, name), number in set(zip(declared, groups, strict=True)):
        names[file].add(name)
        used[number] += name in members
    shares = {file: sum(name in words for name in own) / len(own) for file, own in names.items()}
    return [
        _USED_SHARE * shares[file]
        + _USED_MEMBERS * log2(1 + used[number]) * bool(owner)
        + _OWNER_USED * (owner in words)
        for (file, owner), number in numbers.items()
    ]


def _types_of(candidates: Sequence[Candidate]) -> dict[str, list[str]]:
    """The types in the signatures of a name whose members are known: of a field, of a result."""
    owners = {each.declaration.owner for each in candidates}
    found: dict[str, set[str]] = defaultdict(set)
    for each in candidates:
        declared = each.declaration
        types = owners.intersection(WORD.findall(declared.signature))
        found[declared.name] |= types - {declared.name, declared.owner}
    return {name: sorted(types) for name, types in found.items() if 0 < len(types) <= MOST_TYPES}


def _modules(file: str) -> set[str]:
    """What a file is called where it is named: in Go the folder."""
    folder, _, name = file.rpartition("/")
    stem, _, ending = name.rpartition(".")
    above = folder.rpartition("/")[2]
    return {above if stem in FRONTS else stem} | ({above} if ending == "go" else set())


def _calls(prefix: str) -> Iterator[tuple[str, str]]:
    """Variables, with what was called for their values last."""
    found: dict[str, tuple[str, ...]] = {}
    for line in prefix[-NEAR:].split("\n"):
        name, called = _calls_on(line[:_LONGEST_LINE])
        if called:
            found[name] = called
    return ((name, call) for name, called in found.items() for call in called)


@lru_cache(3_000)
def _calls_on(line: str) -> tuple[str, tuple[str, ...]]:
    """A variable that a line sets, and the last functions that are called for its value."""
    if "=" not in line or "(" not in line:
        return "", ()
    found = _SET.match(line)
    return (
        ("", ()) if found is None else (found["name"], tuple(_CALLED.findall(found["value"])[-2:]))
    )
