"""Which of the old lines an answer has lost: neither there, nor changed, nor made needless. Pure.

An answer that leaves a statement out reads like any other. So a line that is gone must be accounted
for: another line stands in its place, what it did is done elsewhere, nothing uses any more what it
made, or the instruction speaks of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from glossator.actions.rewrite.changes import Change, change_of
from glossator.actions.rewrite.code_line import CodeLine, code_lines, names_of
from glossator.actions.rewrite.instruction import Instruction
from glossator.actions.rewrite.likeness import pairs
from glossator.text.elision import may_stand_for_code, stands_for_code

_CLOSES = frozenset(
    "close Close dispose Dispose free fclose release delete unlock shutdown".split()
)
_OWNS = re.compile(
    r"\b(?:with|using|try\s*\(|defer|unique_ptr|make_unique|shared_ptr|make_shared|use\s*\{)"
)
_IDIOMS = frozenset("len range size length count isset empty iter i j k it then value".split())
_MUTATES = frozenset(
    "append push add Add put insert extend concat set emplace_back push_back".split()
)
_ITERATES = frozenset({"forEach", "each", "for_each"})
_METHOD = re.compile(r"(\w+)(?:\.|->|\?\.)(\w+)\s*\(")
_EXPRESSES = re.compile(r"=>(?!\s*\{\s*$)|\)[^{]*=\s*[^\s{>]|^\s*(?:export )?type\b.*=\s*\S")
"""The head of a function that gives back an expression."""
_CLOSURE = re.compile(r"\blambda\b|=>|->|\|[^|]*\|")
"""What may give back an expression without a word for it."""
_CONSTRUCTS = re.compile(
    r"\s*(?:def __init__|constructor\b|(?:self|this|@)\.?(\w+) = \1\b|val (\w+) = \2\b|"
    r"\$this->(\w+) = \$\3\b|(?:(?:public|final)\s+)*class\b)"
)


def lost_lines(
    old: Sequence[str], new: Sequence[str], language: str, instruction: str = ""
) -> list[str]:
    """The lines of `old` that `new` has lost, in their order."""
    ours, theirs = code_lines(old, language), code_lines(new, language)
    change = change_of(ours, theirs)
    if not change.missing or (len(ours) == 1 and theirs):
        return []  # who selects one line wants another one
    lost = _unaccounted(change, Instruction(instruction))
    return [line.text.strip() for line in lost]


def has_elision(old: Sequence[str], new: Sequence[str], language: str) -> str:
    """The line of `new` in which a comment stands for lines of `old`; "" where there is none."""
    known = {line.strip() for line in old}
    keys = [line.strip() for line in old], [line.strip() for line in new]
    for kind, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind not in ("insert", "replace"):
            continue
        for line in new[k:m]:
            if line.strip() not in known and may_stand_for_code(line):
                fewer = len(code_lines(new[k:m], language)) < len(code_lines(old[i:j], language))
                is_bare = line.strip() in ("...", "…")
                if fewer or (not is_bare and stands_for_code(line)):
                    return line.strip()
    return ""


def _unaccounted(change: Change, instruction: Instruction) -> list[CodeLine]:
    """Of the missing lines those that nothing accounts for."""
    variants_of = pairs(change, instruction)
    variants = {id(line) for line in [*variants_of.values(), *_carriers(change)]}
    loose = [line for line in change.added if id(line) not in variants]
    judge = _Judge(change, loose, instruction)
    left = [x for x in change.missing if id(x) not in variants_of and not judge.is_needless(x)]
    tail = change.old[-1]
    if tail in change.missing and tail not in left and _is_cut_off(change):
        left.append(tail)
    left = [x for x in left if x.kind != "item" or not instruction.replaces_it(x)]
    return _not_asked_to_go(left, change, instruction) if instruction.removes else left


def _carriers(change: Change) -> list[CodeLine]:
    """The added lines that say all of an old line, and more."""
    known = {line.key for line in change.new}
    missing = set(map(id, change.missing))
    kept = [x for x in change.old if id(x) not in missing and x.key not in known]
    return [x for x in change.added if any(f" {each.key} " in f" {x.key} " for each in kept)]


def _is_cut_off(change: Change) -> bool:
    """Whether the new lines end in the midst of the old ones."""
    last = change.new[-1].key if change.new else ""
    ends_old = any(line.key == last for line in change.old[:-1])
    if change.old[-1].kind not in ("leave", "item") or not change.new:
        return False
    new = change.new[-1]
    if new.kind != "leave":
        return ends_old
    above = (line for line in reversed(change.new) if line.indent < new.indent)
    return next(above, new).text.lstrip().startswith(("if ", "if(", "unless "))


class _Judge:
    """Says of a missing line whether what it did is done by others, or needed no more."""

    def __init__(self, change: Change, loose: list[CodeLine], instruction: Instruction) -> None:
        self._change = change
        self._instruction = instruction
        self._dead = change.dead
        self._local = change.dead | change.rebound
        self._added = names_of(change.added)
        self._known = self._added | self._dead
        single = len(change.added) == 1 < len(change.missing)
        merges = single and (
            change.added[0].kind not in ("definition", "effect")
            or _EXPRESSES.search(change.added[0].text) is not None
        )
        self._free = names_of(change.added if merges else loose) | self._dead
        binding = [line for line in change.added if line.kind != "mutation"]
        self._binds = frozenset[str]().union(*(line.bound for line in binding))
        self._leaves = any(line.kind == "leave" for line in change.added)
        kinds = ("head", "effect")
        self._loops_otherwise = any(line.kind in kinds for line in change.missing)
        self._owns = any(_OWNS.search(line.text) for line in change.added)

    def is_needless(self, line: CodeLine) -> bool:
        """Whether nothing is lost with `line`."""
        rest = frozenset(x for x in line.atoms - self._dead - _IDIOMS if not x.isdigit())
        if line.kind != "effect":
            rest -= {method for name, method in _METHOD.findall(line.text) if name in self._local}
        if self._instruction.makes_record and _CONSTRUCTS.match(line.text):
            return True
        match line.kind:
            case "effect":
                return self._is_done(line, rest)
            case "mutation":
                is_local = line.receiver in self._local
                is_free = is_local and rest - {line.receiver} <= self._known
                is_replaced = self._loops_otherwise or self._change.came_with(line) > 0
                return is_free and (is_replaced or line.receiver in self._dead)
            case "binding":
                return self._is_bound_elsewhere(line, rest)
            case "leave":
                return self._is_left_elsewhere(line, rest)
            case "head":
                known = self._known if self._change.came_with(line) else self._free
                return bool(self._change.added) and rest <= known
            case "definition":
                return bool(rest) and rest <= self._free
            case _ if line.text.lstrip().startswith("."):
                return rest <= self._known
            case _ if line.atoms & self._dead:
                return rest <= self._known
            case _:
                return bool(self._free) and line.atoms - self._dead <= self._free

    def _is_done(self, line: CodeLine, rest: frozenset[str]) -> bool:
        if line.callee in self._free:
            return True
        if self._owns and line.atoms & _CLOSES | {line.tokens[0]} & _CLOSES:
            return True
        is_loop = line.callee in _ITERATES
        if is_loop or (line.bound and line.bound <= self._dead):  # `xs.each do |x|`
            return rest - {line.callee} <= self._known
        is_local = line.receiver in self._local
        return (
            is_local
            and line.callee in _MUTATES
            and (rest - {line.receiver, line.callee} <= self._known)
        )

    def _is_bound_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        calls = line.calls - self._added
        if line.bound <= self._dead:
            others = (each for each in self._change.old if each is not line)
            is_used = any(line.bound & each.atoms for each in others)
            return not calls and (is_used or (bool(rest) and rest <= self._added))
        if not rest - line.bound:
            return bool(line.bound & self._binds)
        return not calls and rest <= self._free

    def _is_left_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        change = self._change
        if any(each.kind == "definition" and _EXPRESSES.search(each.text) for each in change.added):
            return True
        closures = [each for each in change.added if _CLOSURE.search(each.text)]
        if rest and any(rest <= each.atoms for each in closures):
            return True
        if not any(each.kind == "leave" for each in change.new):
            return False
        if rest and rest <= self._free:
            return True
        return self._leaves and (change.came_with(line) > 0 or rest <= self._known)


def _not_asked_to_go(
    left: list[CodeLine], change: Change, instruction: Instruction
) -> list[CodeLine]:
    """Of the lines that nothing accounts for those that an instruction to remove does not mean."""
    place = {id(line): change.place[id(line)][0] for line in left}
    meant = [line for line in left if instruction.means(line) and not _is_needed(line, change)]
    if not meant:
        others = [x for x in change.missing if x not in left and not change.came_with(x)]
        is_one = len(set(place.values())) == 1 and not any(_is_needed(x, change) for x in left)
        is_alike = len({line.callee for line in left}) == 1 and left[0].callee if left else False
        return [] if (is_one or is_alike) and not others else left
    lost = []
    for line in left:
        around = [x for x in meant if place[id(x)] == place[id(line)] and x.indent < line.indent]
        if line not in meant and not around:
            lost.append(line)
    return lost


def _is_needed(line: CodeLine, change: Change) -> bool:
    """Whether a line binds what is used still, or alone says what a function gives back."""
    if line.kind == "leave":
        return not any(each.kind == "leave" for each in change.new)
    bound = frozenset[str]().union(*(each.bound for each in change.new))
    return line.kind == "binding" and bool((line.bound & names_of(change.new)) - bound)
