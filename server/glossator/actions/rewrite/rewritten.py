"""Lines that stood where code was written anew, as it was asked for. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cached_property
from itertools import takewhile

from glossator.actions.rewrite.changes import Change
from glossator.actions.rewrite.code_line import CodeLine, names_of
from glossator.actions.rewrite.instruction import Instruction

_LOOP = re.compile(r"\s*(?:for|foreach|while)\b|.*\.(?:forEach|each|map)\b")
_WAITS = re.compile(r"\b(?:await|async|suspend|launch|withContext|yield)\b")
_REGISTERS = re.compile(
    r"\b(?:on|once|then|catch|finally|subscribe|done|fail|post|thread|async|dispatch)\b.*"
    r"(?:=>|->|\bfunction\b|\bin\s*$|\{\s*$)"
)
"""A call with code that runs later."""
_OPENS = ("{", "=>", "->", " in")
"""What a line ends with whose code comes in the lines below it."""
_MUTATES = frozenset("append push add Add put insert extend concat join".split())
_LEAVES = re.compile(r"\b(?:return|throw|raise|break|continue)\b")
_STRINGS = re.compile(r"\"([^\"]*)\"|'([^']*)'")
MEMBER = re.compile(r"\s*\$?\w+(?:\.|->)\w+\s*=")
"""A line that sets a member of something."""
_NAME = re.compile(r"[^\W\d]\w*")
_ALIKE = 0.75
"""Likeness of two calls from which one call in a loop or a function may be both."""
_MOST_TOKENS = 200
_MOST_UNKNOWN = 0.5
"""Share of the names of a line that need not be in what came in its place."""


class Rewritten:
    """Says of a missing line whether it is a part of what new lines do in another way."""

    def __init__(
        self,
        change: Change,
        loose: list[CodeLine],
        instruction: Instruction,
        variants_of: dict[int, CodeLine],
    ) -> None:
        self._change = change
        self._loose = loose
        self._instruction = instruction
        self._variants_of = variants_of
        self._hunks = {change.place[id(line)][0] for line in loose}
        variants, before = set(map(id, variants_of.values())), change.old_names
        self._new_at = {
            change.place[id(line)][0]
            for line in change.added
            if line.atoms - before or id(line) not in variants
        }
        self._waits = any(_WAITS.search(line.text) for line in change.added)
        jumps = any(line.tokens[0] == "goto" for line in change.added)
        more = _repeated(change.new) > _repeated(change.old)
        self._shares = jumps or more

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(line.key for line in self._change.new)

    @cached_property
    def is_swapped(self) -> bool:
        """Whether what the instruction names is new: another thing does the same."""
        own = frozenset(x.defines for x in self._change.new) | self._bound
        news = self._change.added_names - self._change.old_names - own
        return any(map(self._instruction.mentions, news))

    def covers(self, line: CodeLine, rest: frozenset[str]) -> bool:
        """Whether a line that says the names in `rest` is done in another way."""
        if not self._instruction.replaces:
            return False
        if self._shares and line.key in self._keys:  # one of several that are one now
            return True
        if self._waits and _REGISTERS.search(line.text):
            return line.text.rstrip().endswith(_OPENS) or rest <= self._change.known
        is_counted = line.kind == "mutation" and self._is_of_a_gone_loop(line)
        if is_counted and rest <= self._change.known:
            return True
        if line.kind in ("definition", "leave", "item") or self._is_needed_still(line):
            return False
        if line.kind == "effect" and not self._is_of_a_local(line):
            return self._is_called_otherwise(line, rest)
        if line.kind == "mutation" and self._shares and rest <= self._change.known:
            return True
        is_condition = line.kind == "head" and not _LOOP.match(line.text)
        is_outer = is_condition and not self._is_swapped_below(line)
        here = self._hunks if is_outer else self._new_at
        is_here = self._change.place[id(line)][0] in here
        return is_here and (self.is_swapped or self._is_near(rest))

    def _is_needed_still(self, line: CodeLine) -> bool:
        """Whether what it gave to a value or changed is used, and nothing else does that now."""
        match line.kind:
            case "mutation":
                local = self._change.dead if MEMBER.match(line.text) else self._change.local
                return line.receiver not in local
            case "binding":
                return line.is_field or not line.bound <= self._change.dead | self._bound
            case "head":
                return _LEAVES.search(line.text) is not None
        return False

    @cached_property
    def _bound(self) -> frozenset[str]:
        return frozenset[str]().union(*(line.introduced for line in self._change.added))

    def _is_of_a_gone_loop(self, line: CodeLine) -> bool:
        """Whether it counts in a loop that is gone, and new lines call what they stand in."""
        head = self._change.above(line)
        if head is None or head not in self._change.missing or not _LOOP.match(head.text):
            return False
        names = {x.defines for x in self._change.new if x.defines}
        return any(names & x.calls for x in self._change.added)

    def _is_swapped_below(self, line: CodeLine) -> bool:
        """Whether what the instruction names does what the block of a head did."""
        below = self._change.old[self._change.old.index(line) + 1 :]
        block = takewhile(lambda x: x.indent > line.indent, below)
        own = self._change.old_names | self._bound
        came = [self._variants_of[id(x)] for x in block if id(x) in self._variants_of]
        return any(map(self._instruction.mentions, names_of(came) - own))

    def _is_near(self, names: frozenset[str]) -> bool:
        return len(names - self._change.known) <= _MOST_UNKNOWN * len(names)

    def _is_of_a_local(self, line: CodeLine) -> bool:
        """Whether it only changes a value that is made in another way now."""
        return line.callee in _MUTATES and line.receiver in self._change.local

    def _is_called_otherwise(self, line: CodeLine, rest: frozenset[str]) -> bool:
        others = rest - set(line.path)
        if self._shares and self._has_a_like(line):
            return True
        if self.is_swapped and line.receiver and others:
            kinds = ("effect", "mutation", "item")
            on_it = (x for x in self._change.added if line.receiver in x.atoms and x.kind in kinds)
            if any(others <= x.atoms for x in on_it):
                return True
        strings = {
            name
            for found in _STRINGS.finditer(line.text)
            for name in _NAME.findall("".join(filter(None, found.groups())))
        }
        return (
            bool(strings & others)
            and any(strings & others <= each.atoms for each in self._loose)
            and others <= self._change.known
        )

    def _has_a_like(self, line: CodeLine) -> bool:
        """Whether another call of the same is a new line's now, which several share."""
        others = (x for x in self._change.missing if x is not line and x.kind == "effect")
        return any(
            id(x) in self._variants_of
            and (
                x.path == line.path
                or (x.callee == line.callee and line.path[0] in self._change.local)
            )
            and len(line.tokens) <= _MOST_TOKENS
            and SequenceMatcher(None, x.tokens[:_MOST_TOKENS], line.tokens).ratio() >= _ALIKE
            for x in others
        )


def _repeated(lines: list[CodeLine]) -> int:
    """How many lines head what is run more than once."""
    return sum(x.kind == "definition" or _LOOP.match(x.text) is not None for x in lines)
