"""Which of the old lines an answer has lost: neither there, nor changed, nor made needless. Pure.

An answer that leaves a statement out reads like any other. So a line that is gone must be accounted
for: another line stands in its place, what it did is done elsewhere, nothing uses any more what it
made, or the instruction speaks of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from glossator.actions.rewrite.changes import Change, change_of, free_words
from glossator.actions.rewrite.code_line import CodeLine, code_lines
from glossator.actions.rewrite.instruction import Instruction
from glossator.actions.rewrite.likeness import pairs
from glossator.actions.rewrite.needless import Judge
from glossator.text.elision import may_stand_for_code, stands_for_code


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
    judge = Judge(change, loose, instruction, variants_of)
    left = [
        x
        for x in change.missing
        if _is_unbound_by(x, change) or (id(x) not in variants_of and not judge.is_needless(x))
    ]
    if _leaves_always(change.new) and not _leaves_always(change.old):
        left += [x for x in change.missing if x.kind == "head" and id(x) not in variants_of]
    if _asks_for_nothing(change.new) and not _asks_for_nothing(change.old):
        left += [x for x in change.missing if x.kind == "leave"]
    tail = change.old[-1]
    ends_otherwise = _is_cut_off(change) or _is_given_no_more(tail, change)
    if tail in change.missing and tail not in left and ends_otherwise:
        left.append(tail)
    left = [x for x in left if x.kind != "item" or not instruction.replaces_it(x)]
    return _not_asked_to_go(left, change, instruction) if instruction.removes else left


def _carriers(change: Change) -> list[CodeLine]:
    """The added lines that say all of an old line, and more."""
    known = {line.key for line in change.new}
    missing = set(map(id, change.missing))
    kept = [x for x in change.old if id(x) not in missing and x.key not in known]
    return [x for x in change.added if any(f" {each.key} " in f" {x.key} " for each in kept)]


def _is_unbound_by(line: CodeLine, change: Change) -> bool:
    """Whether lines that stayed use a name that only the missing line gave to a value."""
    if line.kind not in ("head", "binding"):
        return False
    names = line.introduced - change.introduced - change.added_names
    return bool(names) and any(names.intersection(free_words(x.tokens)) for x in change.new)


def _leaves_always(lines: Sequence[CodeLine]) -> bool:
    """Whether what stood under a condition leaves a block before its end."""
    for line, after in pairwise(lines):
        is_loose = line.text.rstrip().endswith(";") and line.kind in (
            "binding",
            "effect",
            "mutation",
        )
        if after.kind == "leave" and after.indent > line.indent and is_loose:
            return True
        if line.kind == "leave" and after.indent == line.indent and _is_plain(line, after):
            return True
    return False


def _asks_for_nothing(lines: Sequence[CodeLine]) -> bool:
    """Whether a condition has an empty block."""
    return any(
        line.tokens[0] in ("if", "for", "foreach")
        and line.text.rstrip().endswith(("{", ")"))
        and after.indent <= line.indent
        for line, after in pairwise(lines)
    )


def _is_plain(line: CodeLine, after: CodeLine) -> bool:
    """Whether a line ends where it leaves, and another statement comes after it."""
    words = ("return", "raise", "throw", "break", "continue", "goto")
    ends = line.text.rstrip().endswith((";", ")")) or line.language == "python"
    is_statement = after.kind in ("binding", "effect", "mutation", "leave")
    return line.tokens[0] in words and ends and is_statement


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


def _is_given_no_more(line: CodeLine, change: Change) -> bool:
    """Whether a name that stood alone as a result is used still, and no line is about it."""
    if line.kind != "item" or len(line.tokens) != 1 or not line.atoms:
        return False
    (name,) = line.tokens
    users = [each for each in change.new if name in free_words(each.tokens)]
    about = (x.tokens[0] == name or x.text.rstrip(" \t,;)}]").endswith(name) for x in users)
    return bool(users) and not any(about)


def _not_asked_to_go(
    left: list[CodeLine], change: Change, instruction: Instruction
) -> list[CodeLine]:
    """Of the lines that nothing accounts for those that an instruction to remove does not mean."""
    place = {id(line): change.place[id(line)][0] for line in left}
    meant = [
        line
        for line in left
        if instruction.means(line) and not _is_needed(line, change, instruction)
    ]
    if not meant:
        others = [x for x in change.missing if x not in left and not change.came_with(x)]
        is_one = len(set(place.values())) == 1 and not any(
            _is_needed(x, change, instruction) for x in left
        )
        is_alike = len({line.callee for line in left}) == 1 and left[0].callee if left else False
        return [] if (is_one or is_alike) and not others else left
    lost = []
    for line in left:
        around = [x for x in meant if place[id(x)] == place[id(line)] and x.indent < line.indent]
        if line not in meant and not around:
            lost.append(line)
    return lost


def _is_dead(line: CodeLine, change: Change) -> bool:
    """Whether a line before it in its block leaves."""
    for each in reversed(change.old[: change.old.index(line)]):
        if each.indent < line.indent:
            return False
        if each.indent == line.indent and each.kind == "leave":
            return True
    return False


def _is_needed(line: CodeLine, change: Change, instruction: Instruction) -> bool:
    """Whether a line binds what is used still, or alone says what a function gives back."""
    if line.kind == "leave" and instruction.removes_dead:
        return not _is_dead(line, change)
    if line.kind == "leave":
        return not any(each.kind == "leave" for each in change.new)
    bound = frozenset[str]().union(*(each.bound for each in change.new))
    return line.kind == "binding" and bool((line.bound & change.names) - bound)
