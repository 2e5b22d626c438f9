"""Which new line is an old one, changed. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from glossator.actions.rewrite.changes import Change
from glossator.actions.rewrite.code_line import CodeLine
from glossator.actions.rewrite.instruction import Instruction

_LIKE = 0.5
"""Likeness of two lines from which one is the other, changed."""
_SAME_HEAD = 0.4
"""What the same first word adds to the likeness of two lines."""
_MOST_COMPARED = 2500
"""Pairs of lines up to which each line is compared with each."""
_FEW = 20
"""Lines that a name may stand in to tell lines apart."""
_NEAR = 5
"""Lines before and after the place of a line in a long edit that it is compared with."""
_MOST_TOKENS = 200
"""Tokens of a line that are compared: the time grows with their square."""
_SHORTEST_FORM = 4
"""Code points of a name that another one on the same receiver may begin with: `getAsync`."""
_SAME_SPELLING = 0.75
"""Likeness of two names from which one corrects the other."""


def pairs(change: Change, instruction: Instruction) -> dict[int, CodeLine]:
    """For each missing line, by its id, the added line that is it, changed."""
    candidates = _Candidates(change)
    likeness = sorted(
        (
            (Likeness(x, y, change, instruction).score, -i, -j)
            for i, x in enumerate(change.missing)
            for j, y in candidates(x)
        ),
        reverse=True,
    )
    found: dict[int, CodeLine] = {}
    taken: set[int] = set()
    for score, i, j in likeness:
        one = id(change.missing[-i])
        if score >= _LIKE and one not in found and j not in taken:
            found[one] = change.added[-j]
            taken.add(j)
    return found


class _Candidates:
    """The added lines that a missing line is compared with: all of them, or in long edits a few."""

    def __init__(self, change: Change) -> None:
        self._all = [*enumerate(change.added)]
        self._is_small = len(change.missing) * len(change.added) <= _MOST_COMPARED
        self._change = change
        self._numbers_with: dict[str, list[int]] = {}
        self._numbers_in: dict[int, list[int]] = {}
        self._missing_in: dict[int, list[int]] = {}
        for number, line in self._all:
            self._numbers_in.setdefault(change.place[id(line)][0], []).append(number)
            for atom in line.atoms:
                self._numbers_with.setdefault(atom, []).append(number)

    def __call__(self, line: CodeLine) -> list[tuple[int, CodeLine]]:
        if self._is_small:
            return self._all
        found = set(self._nearest(line))
        for atom in line.atoms:
            numbers = self._numbers_with.get(atom, [])
            found.update(numbers if len(numbers) <= _FEW else [])
        return [self._all[number] for number in sorted(found)]

    def _nearest(self, line: CodeLine) -> list[int]:
        """Those in the same place that come at about the same share of it."""
        hunk = self._change.place[id(line)][0]
        there = self._numbers_in.get(hunk, [])
        gone = self._missing_in.setdefault(
            hunk, [id(x) for x in self._change.missing if self._change.place[id(x)][0] == hunk]
        )
        at = len(there) * gone.index(id(line)) // len(gone)
        return there[max(0, at - _NEAR) : at + _NEAR]


class Likeness:
    """How likely it is that an added line is a missing one, changed."""

    def __init__(
        self, one: CodeLine, other: CodeLine, change: Change, instruction: Instruction
    ) -> None:
        self._one, self._other = one, other
        self._change, self._instruction = change, instruction

    @cached_property
    def _ratio(self) -> float:
        tokens = self._one.tokens[:_MOST_TOKENS], self._other.tokens[:_MOST_TOKENS]
        return SequenceMatcher(None, *tokens, autojunk=False).ratio()

    @property
    def score(self) -> float:
        """From `_LIKE` on it is likely."""
        one, other = self._one, self._other
        here = self._change.place[id(one)][0] == self._change.place.get(id(other), (-2, 0))[0]
        if one.is_field and one.indent != other.indent:
            return 0.0
        match one.kind:
            case "effect" if self._is_asked_for():
                return max(_LIKE, self._ratio)
            case "effect" if not self._calls_the_same():
                return 0.0
            case "leave" if other.kind != "leave" or self._is_left_to_another():
                is_result = other.kind in ("item", "effect") and one.atoms
                return self._ratio if is_result else 0.0
            case "leave" if not here and all(map(str.isdigit, one.atoms)):
                return self._ratio if len(other.tokens) > 1 else 0.0
            case "binding" if not self._binds_the_same():
                return 0.0
            case "mutation" if other.kind != "mutation":
                return 0.0
            case "definition":
                return self._likeness_of_heads()
            case "item" if here and self._is_another_thing():
                return 0.0
            case "item" if here and self._is_one_for_one():
                return 1.0
            case "item" if not here or 2 * len(one.atoms & other.atoms) < len(one.atoms):
                return 0.0
        same_head = _SAME_HEAD if one.tokens[0] == other.tokens[0] else 0.0
        if one.kind == "binding":
            same_head = 0.5 if one.bound & other.bound else 0.0
        return self._ratio + same_head + here / 100

    def _likeness_of_heads(self) -> float:
        one, other = self._one, self._other
        if not self._defines_the_same():
            return 0.0
        if one.defines and one.defines == other.defines:
            return 1.0 + self._ratio
        return self._ratio + (_SAME_HEAD if one.tokens[0] == other.tokens[0] else 0.0)

    def _is_asked_for(self) -> bool:
        """Whether the instruction lets another call stand in the place of one."""
        one, other, words = self._one, self._other, self._instruction
        arguments = {x for x in one.tokens if x[0].isalnum()} - set(one.path)
        if is_of_another(one, other, self._change):
            return False
        if other.kind != "effect" or (arguments and not arguments & set(other.tokens)):
            return False
        passed = {x for x in other.tokens if x[0].isalnum()} - set(other.path)
        if words.replaces and (words.means(one) or (words.means(other) and arguments & passed)):
            return True
        spoken = words.names(one.path) or words.names(other.path)
        is_named = arguments or words.names(one.path)
        return bool(spoken and is_named) and arguments <= passed

    def _binds_the_same(self) -> bool:
        """Whether the same name is bound, or a new one while the old one is used no more."""
        one, other, change = self._one, self._other, self._change
        if other.kind == "definition" and other.defines not in change.old_functions:
            return one.bound <= change.dead
        if one.bound & other.bound and other.kind != "mutation":
            return True
        return one.bound <= self._change.dead and other.kind in ("binding", "head", "definition")

    def _is_left_to_another(self) -> bool:
        """Whether no line calls what it did, and the other line calls nothing or a new function."""
        calls, others = self._one.calls - self._change.names, self._other.calls
        if self._instruction.speaks_of_result:
            return False
        return bool(calls) and (not others or bool(others & self._change.new_functions))

    def _calls_the_same(self) -> bool:
        one, other = self._one, self._other
        if other.kind == "definition" or is_of_another(one, other, self._change):
            return False
        return _calls_the_same(one, other)

    def _defines_the_same(self) -> bool:
        if self._one.defines and self._one.defines == self._other.defines:
            return True
        if self._one.is_class and not self._other.is_class:
            return False
        shared = self._one.atoms - self._one.bound
        return bool(shared & self._other.atoms) or (
            self._instruction.renames and self._other.kind == "definition"
        )

    def _is_another_thing(self) -> bool:
        """Whether the other line is another kind of thing, or has another missing line's tag."""
        one, other = self._one.tokens, self._other.tokens
        if self._one.language == "haskell" and "::" in self._one.text:  # the type of a function
            return "::" not in self._other.text
        if self._one.language == "sql" and one[0].upper() == "SELECT" == other[0].upper():
            return self._one.indent != self._other.indent
        if self._one.language == "sql" and one[0].upper() != other[0].upper():
            return 2 * len(self._one.atoms & self._other.atoms) < len(self._one.atoms)
        is_tag = one[0] == other[0] == "<" and one[:2] != other[:2]
        return is_tag and any(x.tokens[:2] == other[:2] for x in self._change.missing)

    def _is_one_for_one(self) -> bool:
        """Whether a line of data stands alone where another one stood alone."""
        number, count = self._change.place[id(self._one)]
        gone = [x for x in self._change.missing if self._change.place[id(x)][0] == number]
        opens = self._one.text.rstrip().endswith(("{", ":", "("))
        if len(self._one.atoms) == 1 == len(self._other.atoms) and not opens:
            return len(gone) <= count and len(self._one.tokens) == len(self._other.tokens)
        return len(gone) == count == 1 and self._instruction.replaces


def _calls_the_same(one: CodeLine, other: CodeLine) -> bool:
    """Whether a call has its like in the other line: its name, or one that is nearly spelled so."""
    if not one.callee or one.callee in other.tokens:
        return True
    is_near = any(_is_spelled_so(one.callee, name) for name in other.atoms)
    return is_near or is_done_by(one, other)


def is_of_another(one: CodeLine, other: CodeLine, change: Change) -> bool:
    """Whether a call without arguments is on another receiver in the other line.

    The receiver that it had is used still.
    """
    is_kept = one.receiver in change.names and one.receiver not in other.atoms
    return bool(one.receiver) and is_kept and one.atoms == set(one.path)


def is_done_by(one: CodeLine, other: CodeLine) -> bool:
    """Whether the other line calls, on the same receiver, what is a form of what one calls."""
    if not one.callee or not set(one.path[:-1]) & other.atoms:
        return False
    return any(_is_form_of(one.callee, name) for name in other.calls)


def _is_form_of(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_FORM and longer.startswith(shorter)


@lru_cache(maxsize=4096)
def _is_spelled_so(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _SAME_SPELLING and matcher.ratio() >= _SAME_SPELLING
