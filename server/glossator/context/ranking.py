"""Which candidates are needed most at a cursor, by the words near it. Pure.

What does not change with the cursor is computed once for a file's candidates; at a key only the
candidates that share a word with the lines around it are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf, log2

from glossator.context.groups import MEMBER, NEAR, Groups
from glossator.context.index import candidates as found_by
from glossator.context.index.candidates import Candidate
from glossator.text.indentation import indent_width
from glossator.text.names import WORD, name_parts

LINES_BEFORE = 40
"""Lines before the cursor whose words count, the nearer the more."""
LINES_AFTER = 12
"""Lines after the cursor whose words count."""

_LONGEST_LINE = 500
"""Code points at the end of a line in which types are looked for."""

_RECEIVER = re.compile(r"(\w+)[)\]]?(?:\??\.|->|::)\w*\Z")
_NAME_IN_MESSAGE = re.compile(
    r"""(?<=['"`‘“])(\w+)(?=[\w.()\[\]<>]*['"`’”])|\w*(?:[a-z][A-Z]|\w_)\w+"""
)
MOST_NAMES = 20
"""Names in messages that are looked at."""
_HEADER = 0.8  # the nearness of the words of a header around the cursor

# The weights of a linear model, fitted to the holes of `bench.recall`, as those of groups.
_REASON = {found_by.IMPORTED: 1.0, found_by.MEMBER: 0.34, found_by.BY_NAME: -2.0}
_BEST_PART, _PARTS = 3.12, 1.46  # of the name: its nearest part, and all of them
_NAME_NEAR = -0.51  # the name itself, whose parts and whose group count already
_OWNER, _OWNER_PARTS, _SIGNATURE = 0.78, 2.11, 0.22
_RECEIVED = 3.0  # set by hand: the holes are whole lines, where no receiver is written yet
_HAS_OWNER = -2.35  # where no receiver is written
_IN_FILE = 1.08  # a name that the file uses elsewhere
_AS_MEMBER = 0.47  # a member's name that the file uses as one
_ACCESSOR = 0.71  # a name of which the file has the rest: `is_open` where it has `open`
_MACRO = 1.45
_IN_OTHERS = 0.22  # a name that files beside it use: for each time that these are twice as many
_MEMBER_IN_OTHERS = -0.43
_UNUSED = 1.57  # an imported name that the file does not use yet
_OVERLOAD = -2.88  # each declaration of the same name but the first
_INSTALLED = -0.7  # set by hand: of a package, of which models know the well-known ones
_PRIVATE = -3.0  # set by hand: a name with an underscore in front, of a module that is imported

LIKELY = 1.3
"""The score from which on a declaration is worth showing."""
_BEFORE_REST = re.compile(r"\A(?:[gs]et|is|has|with|add|[GS]et|Is|Has|With|Add)_?(?=[A-Z_])")
"""What stands in front of the rest of an accessor's name."""
_TYPED = (
    re.compile(
        r"\b(?P<name>\w+)\??\s*:\s*(?:[&*'\[]|mut\b|readonly\b|Optional\b|\w+\.|\s)*(?P<type>[A-Z]\w+)"
    ),
    re.compile(
        r"\b(?P<name>\w+)\s*:?=\s*(?:await|new|try|&|\*|\w+\.|\s)*(?P<type>[A-Z]\w+)(?:<[^>()]*>)?\s*(?:[({]|::)"
    ),
    re.compile(r"\b(?P<type>[A-Z]\w+)(?:<[^>()]*>)?[\s*&]+(?P<name>[a-z_$]\w*)\b"),
    re.compile(r"\b(?P<name>[a-z]\w*)\s+\*?(?:\w+\.)?(?P<type>[A-Za-z]\w+)\s*[,){]"),
    re.compile(r"\b(?P<type>[a-z]\w*_\w+)(?:\s?\*+\s?|\s?&\s?)(?P<name>[a-z_]\w*)\s*[,);=]"),
)
"""Ways to write what the type of a name is: annotations, constructors, types in front or after.

The last is of C, where types are in lower case: only where they are behind a pointer.
"""


_NONE: Mapping[str, int] = {}
_Posted = dict[str, list[tuple[int, float]]]
"""The places of candidates by a word, each with what the word counts for it."""


class Ranking:
    """The candidates of one version of a file, ready to be ranked at any cursor in it.

    `text` is the file's own: what it declares itself is no candidate, and its words count a little
    wherever the cursor is. `files_with` are how many files beside it hold a name.
    """

    def __init__(
        self, candidates: Sequence[Candidate], text: str, files_with: Mapping[str, int] = _NONE
    ) -> None:
        self.candidates = candidates = sorted(candidates, key=lambda each: bool(each.package))
        words = Counter(WORD.findall(text))
        members = Counter(MEMBER.findall(text))
        plain = {_plain(word) for word in words}
        self._groups = Groups(candidates, words, members)
        seen: set[tuple[str, str, str]] = set()
        self._by_word: _Posted = defaultdict(list)
        self._by_part: tuple[_Posted, _Posted] = defaultdict(list), defaultdict(list)
        """The project's own and those of packages, which make no name of it more common."""
        self._base = [0.0] * len(candidates)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(candidates):
            declared = each.declaration
            for word, weight in _features(declared.name, declared.owner, declared.signature):
                self._by_word[word].append((at, weight))
            names = parts(declared.name)
            for part in set(names):
                self._by_part[bool(each.package)][part].append((at, _PARTS / len(names)))
            self._by_name[declared.name].append(at)
            rest = _BEFORE_REST.sub("", declared.name)
            same = (each.file, declared.owner, declared.name)
            self._base[at] = (
                _of_itself(each, words, files_with)
                + _OVERLOAD * (same in seen)
                + _AS_MEMBER * (bool(declared.owner) and declared.name in members)
                + _ACCESSOR * (rest != declared.name and _plain(rest) in plain)
            )
            seen.add(same)
        self._without_receiver = [
            base + _HAS_OWNER * bool(each.declaration.owner)
            for base, each in zip(self._base, candidates, strict=True)
        ]
        self.keys = frozenset(each.key for each in candidates)
        """What tells the candidates from others."""
        self._files = {each.file for each in candidates if each.reason != found_by.BY_NAME}
        self._named = seen

    def may_still_be(self, candidate: Candidate) -> bool:
        """Whether nothing says that a candidate of before was changed or deleted meanwhile.

        One that no word near the cursor leads to any more may be in its file still.
        """
        if candidate.key in self.keys:
            return True
        declared = candidate.declaration
        if (candidate.file, declared.owner, declared.name) in self._named:
            return False
        return candidate.reason == found_by.BY_NAME or candidate.file not in self._files

    def order(
        self, prefix: str, suffix: str, surely: float = inf, problems: Sequence[str] = ()
    ) -> list[Candidate]:
        """The candidates, the most needed first; after `surely` code points only likely ones.

        What the `problems` at the cursor name counts like what stands on its line.
        """
        near = nearness(prefix, suffix, problems)
        receiver = _RECEIVER.search(prefix[-200:])
        if receiver is not None:
            near |= {f".{kind}": 1.0 for kind in self._groups.types.get(receiver[1], ())}
        base = self._without_receiver if receiver is None else self._base
        groups = self._groups.scores(near, prefix)
        scores = [score + groups[group] for score, group in zip(base, self._groups.of, strict=True)]
        self._add_words(scores, near)
        order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
        likely = bisect(order, -LIKELY, key=lambda at: -scores[at])
        return [self.candidates[at] for at in self._fill(order, likely, surely)]

    def _add_words(self, scores: list[float], near: Mapping[str, float]) -> None:
        """Add what the words near the cursor count for the candidates, by their places."""
        for name in near.keys() & self._by_name.keys():
            for at in self._by_name[name]:
                scores[at] += _NAME_NEAR * near[name]
        best: dict[int, float] = {}
        for word, nearest in near.items():
            for by_part in reversed(self._by_part):
                posted = by_part.get(word, ())
                rare = nearest / (1.0 + len(posted) / 40)  # a part of many names says little
                for at, weight in posted:
                    scores[at] += weight * rare
                    if rare > best.get(at, 0.0):
                        best[at] = rare
            near_word = rare if word.startswith("~") else nearest
            for at, weight in self._by_word.get(word, ()):
                scores[at] += weight * near_word
        for at, part in best.items():
            scores[at] += _BEST_PART * part

    def _fill(self, order: list[int], likely: int, surely: float) -> list[int]:
        """The `likely` first of the order, and more up to `surely` code points."""
        if surely < inf:  # of packages only what is likely
            order[likely:] = [at for at in order[likely:] if not self.candidates[at].package]
        for each in (self.candidates[at] for at in order[:likely]):
            surely -= len(each.declaration.signature)
        while surely > 0 and likely < len(order):
            surely -= len(self.candidates[order[likely]].declaration.signature)
            likely += 1
        return order[:likely]


def _of_itself(each: Candidate, words: Mapping[str, int], files_with: Mapping[str, int]) -> float:
    """What a candidate counts by its kind, and by who uses its name."""
    name = each.declaration.name
    is_unused = each.reason == found_by.IMPORTED and words.get(name) == 1
    of_others = _MEMBER_IN_OTHERS if each.declaration.owner else _IN_OTHERS
    return (
        _REASON.get(each.reason, 0.0)
        + _IN_FILE * (name in words)
        + _UNUSED * is_unused
        + _MACRO * (each.declaration.kind == "macro")
        + of_others * log2(max(1, files_with.get(name, 1)))
        + _PRIVATE * _is_private(each)
        + _INSTALLED * bool(each.package)
    )


def _is_private(candidate: Candidate) -> bool:
    """Whether it is for the use of its own module alone: in Python the name says so."""
    is_python = candidate.file.endswith((".py", ".pyi"))
    is_named = candidate.reason not in (found_by.MODULE, found_by.BY_NAME)
    return is_python and candidate.declaration.name.startswith("_") and not is_named


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def names_in(problems: Sequence[str]) -> list[str]:
    """The names in messages of tools: what is quoted, and words that are no plain ones."""
    found = (each for message in problems for each in _NAME_IN_MESSAGE.finditer(message[:500]))
    return [each[1] or each[0] for each in found][:MOST_NAMES]


def nearness(prefix: str, suffix: str, problems: Sequence[str] = ()) -> dict[str, float]:
    """The words around a cursor, and their parts, from 1 for the nearest down to 0."""
    before = prefix[-8_000:].split("\n")[-LINES_BEFORE:]
    after = suffix[:4_000].split("\n")[:LINES_AFTER]
    near: dict[str, float] = {}
    for distance, line in enumerate(reversed(before)):
        _note(near, line, 1.0 / (1.0 + distance / 10))
    for distance, line in enumerate(after):
        _note(near, line, 0.7 / (1.0 + distance / 8))
    for header in _headers(prefix):
        _note(near, header, _HEADER)
    for name in names_in(problems):
        _note(near, name, 1.0)
    receiver = _RECEIVER.search(prefix[-200:])
    for name, kind in _types_in(prefix):
        if name in near and name != kind:
            _note(near, kind, near[name])
            if receiver is not None and receiver[1] == name:
                near[f".{kind}"] = 1.0
    if receiver is not None:
        near |= {f".{each}": 1.0 for each in (receiver[1], *parts(receiver[1]))}
    return near


def _headers(prefix: str) -> list[str]:
    """The lines that open the blocks around the end of a text, the innermost first."""
    lines = prefix[-NEAR:].split("\n")
    found: list[str] = []
    least = indent_width(lines[-1]) if lines[-1].strip() else len(lines[-1].expandtabs(4))
    for line in reversed(lines[:-1]):
        if least == 0:
            break
        if line.strip() and (indent := indent_width(line)) < least:
            found.append(line)
            least = indent
    return found


def _types_in(prefix: str) -> list[tuple[str, str]]:
    """Names and their types, as far as a text says them, the nearest last."""
    lines = [_types_on(line[-_LONGEST_LINE:]) for line in prefix[-NEAR:].split("\n")]
    return [found for at in range(len(_TYPED)) for line in lines for found in line[at]]


@lru_cache(3_000)
def _types_on(line: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Names and their types, by the ways to write them; at a key one line is new."""
    return tuple(
        tuple((each["name"], each["type"]) for each in typed.finditer(line)) for typed in _TYPED
    )


def _note(near: dict[str, float], line: str, weight: float) -> None:
    for word in WORD.findall(line):
        near[word] = max(near.get(word, 0.0), weight)
        for part in parts(word):
            near[part] = max(near.get(part, 0.0), weight)


@lru_cache(5_000)
def parts(name: str) -> tuple[str, ...]:
    """The words in a name, in lower case and marked so that they are not taken for names."""
    return tuple(f"~{part}" for part in name_parts(name))


@lru_cache(5_000)
def _features(name: str, owner: str, signature: str) -> tuple[tuple[str, float], ...]:
    found = dict.fromkeys(WORD.findall(signature), _SIGNATURE)
    found.pop(name, None)
    if owner:
        pieces = parts(owner)
        found |= dict.fromkeys(pieces, _OWNER_PARTS / len(pieces)) if pieces else {}
        found |= dict.fromkeys([f".{owner}", *(f".{each}" for each in pieces)], _RECEIVED)
        found[owner] = _OWNER
    return tuple(found.items())
