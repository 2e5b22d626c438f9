"""Which of the old lines an answer has lost: neither there, nor changed, nor made needless. Pure.

An answer that leaves a statement out reads like any other. So a line that is gone must be accounted
for: another line stands in its place, what it said is said elsewhere, or it only gave a name to a
value and nothing uses that name any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossator.languages import facts_of
from glossator.text.elision import may_stand_for_code, stands_for_code

_LIKE = 0.5
"""Likeness of two lines from which one is the other, changed."""
_SAME_HEAD = 0.4
"""What the same first word adds to the likeness of two lines."""
_SAME_SPELLING = 0.75
"""Likeness of two names from which one corrects the other."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NAME = re.compile(r"[^\W\d]\w*")
_BINDING = re.compile(
    r"\s*(?:(?:const|let|var|val|local|auto|final|mut|static|readonly|my|declare|typeset|int|long|"
    r"double|float|bool|boolean|char|string|String|usize|u?int\d*|[iuf]\d+|size_t)\b[\s\*]*)*"
    r"\$?(?P<name>[^\W\d]\w*)\s*(?::(?!=)\s*[^=]+)?\s*:?=(?![=>~])(?P<value>.*)$"
)
_LOOP = re.compile(
    r"\s*for(?:each)?\b\W*(?:(?:const|let|var|val|auto|int)\s+)?(?P<name>[^\W\d]\w*)"
)
_CALL = re.compile(r"\s*(?:await\s+)?(?P<name>\$?[^\W\d][\w.:>$-]*)(?:[!?]?\s*\(|\s+[\"'$])")
_RECEIVER = re.compile(r"\s*\$?(?P<name>[^\W\d]\w*)\s*(?:\.|->|\[|[-+*/|&^%]=|<<|\+\+|--)")
_KEYWORDS = frozenset(
    "if else elif elsif elseif unless then end fi do done for foreach while until loop in of let "
    "var val const local return begin try catch except finally ensure rescue case when default "
    "break continue pass def func fn function fun new and or not is null nil None true false "
    "True False int void auto final static public private let mut await async self this".split()
)
_LEAVES = frozenset({"return", "break", "continue", "yield", "raise", "throw"})
_REMOVES = re.compile(
    r"\b(?:remov|delet|drop|strip|omit|clean|simplif|short|reduc|refactor|rewrit|rework|replac|"
    r"inline|merg|combin|collaps|extract|mov(?:e|ing)\b|dedup|duplicat|unused|dead\b|concis|compact|"
    r"convert|turn\b|instead\b|without\b|comprehension|one-?liner|one line|less\b|fewer|no longer|"
    r"use\b|switch|migrat|port\b|translat|change\b.*\bto\b|revert|undo|cut\b|empty\b|split|"
    r"get rid|eliminat|trim|minimi|condens|discard|comment out|"
    r"entfern|lösch|kürz|vereinfach|ersetz|ohne\b|supprim|enlev|raccourc|simplifi|remplac|sans\b|"
    r"elimin|quita|borra|acorta|reempla|simplific|sin\b|remova|apag|encurt|substitu|rimuov|cancell|"
    r"accorc|semplific|sostitu|verwijder|inkort|vereenvoud|usuń|skróć|zamień)|"
    r"удал|убер|убра|сократ|упрост|замен|без\b|删|移除|去掉|简化|缩短|替换|重构|削除|消し|短く|簡潔|"
    r"置き換|リファクタ|삭제|제거|줄여|간단|교체",
    re.IGNORECASE,
)
_RENAMES = re.compile(
    r"renam|\bname\b|\bcall it\b|umbenenn|nenne|renomm|renombr|rinomin|переимен|重命名|改名|名前"
)


def removal_is_asked(instruction: str) -> bool:
    """Whether an instruction asks for code to go, or to be written in another way."""
    return _REMOVES.search(instruction) is not None


def rename_is_asked(instruction: str) -> bool:
    """Whether an instruction asks for another name."""
    return _RENAMES.search(instruction.lower()) is not None


def lost_lines(old: Sequence[str], new: Sequence[str], language: str) -> list[str]:
    """The lines of `old` that `new` has lost, in their order."""
    marks = tuple(facts_of(language).comments.split()) or ("<!--",)
    ours, theirs = _lines(old, marks), _lines(new, marks)
    said = _Said(theirs)
    missing = said.without(ours)
    if not missing or (len(ours) == 1 and theirs):
        return []  # who selects one line wants another one
    added = {id(line) for line in _Said(ours).without(theirs)}
    gone = {id(line) for line in missing}
    lost: list[_Line] = []
    words = {word for line in theirs for word in line.names}
    dead = {line.bound for line in missing if line.bound and line.bound not in words}
    matcher = SequenceMatcher(None, [x.key for x in ours], [x.key for x in theirs], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            before = [line for line in ours[i:j] if id(line) in gone]
            after = [line for line in theirs[k:m] if id(line) in added]
            lost += _unaccounted(before, after, dead)
    return [line.text.strip() for line in lost]


def has_elision(old: Sequence[str], new: Sequence[str], language: str) -> str:
    """The line of `new` in which a comment stands for lines of `old`; "" where there is none."""
    marks = tuple(facts_of(language).comments.split()) or ("<!--",)
    known = {line.strip() for line in old}
    keys = [line.strip() for line in old], [line.strip() for line in new]
    for kind, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind not in ("insert", "replace"):
            continue
        for line in new[k:m]:
            if line.strip() not in known and may_stand_for_code(line):
                fewer = len(_lines(new[k:m], marks)) < len(_lines(old[i:j], marks))
                is_bare = line.strip() in ("...", "…")
                if fewer or (not is_bare and stands_for_code(line)):
                    return line.strip()
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A line that says something to the machine; `bound` is the name that it gives a value."""

    text: str
    tokens: tuple[str, ...]
    names: frozenset[str]
    bound: str

    @property
    def key(self) -> str:
        return " ".join(self.tokens)


def _lines(lines: Iterable[str], marks: tuple[str, ...]) -> list[_Line]:
    found = []
    in_comment = False
    for text in lines:
        bare = text.strip()
        if in_comment or bare.startswith(("/*", "<!--", "{/*")):
            in_comment = not bare.endswith(("*/", "-->", "*/}"))
            continue
        if bare.startswith(marks) and not bare.startswith(
            ("#[", "#include", "#define", "#!", "--[[")
        ):
            continue
        code = _without_comment(text, marks)
        tokens = tuple(_TOKEN.findall(code.rstrip(" \t,;\\")))
        names = frozenset(token for token in tokens if _NAME.fullmatch(token))
        if not any(token not in _KEYWORDS for token in names) and not re.search(r"\w", bare):
            continue
        if names and names <= _KEYWORDS and len(names) == len(tokens) and not names & _LEAVES:
            continue  # `else`, `end`, `fi`
        binding = _BINDING.match(text) or _LOOP.match(text)
        found.append(_Line(text, tokens, names - _KEYWORDS, binding["name"] if binding else ""))
    return found


def _without_comment(text: str, marks: tuple[str, ...]) -> str:
    """The line without a comment that a space parts from the code before it."""
    for mark in marks:
        at = text.find(f" {mark} ")
        before = text[:at]
        # An odd number of quotes before it: the mark stands in a string.
        if at > 0 and before.strip() and not any(before.count(q) % 2 for q in "\"'`"):
            return before
    return text


class _Said:
    """What lines say, whatever the breaks between them."""

    def __init__(self, lines: list[_Line]) -> None:
        self._text = f" {' '.join(' '.join(line.tokens) for line in lines)} "

    def without(self, lines: list[_Line]) -> list[_Line]:
        """Of `lines` those that are not said here, or not as often."""
        seen: dict[str, int] = {}
        missing = []
        for line in lines:
            seen[line.key] = seen.get(line.key, 0) + 1
            if self._count(line.key) < seen[line.key]:
                missing.append(line)
        return missing

    def _count(self, key: str) -> int:
        needle, count, at = f" {key} ", 0, -1
        while (at := self._text.find(needle, at + 1)) >= 0:
            count += 1
        return count


def _unaccounted(before: list[_Line], after: list[_Line], dead: set[str]) -> list[_Line]:
    """Of the lines that went in one place, those that no line that came there accounts for."""
    likeness = sorted(
        ((_likeness(x, y), -i, j) for i, x in enumerate(before) for j, y in enumerate(after)),
        reverse=True,
    )
    paired: set[int] = set()
    variants: set[int] = set()
    for score, i, j in likeness:
        if score >= _LIKE and -i not in paired and j not in variants:
            paired.add(-i)
            variants.add(j)
    merged = {name for j, line in enumerate(after) if j not in variants for name in line.names}
    loose = [line for i, line in enumerate(before) if i not in paired]
    if len(after) == 1 and len(before) > 1:
        merged |= after[0].names
    return [line for line in loose if not _is_needless(line, merged, dead)]


def _likeness(one: _Line, other: _Line) -> float:
    if not _calls_the_same(one, other):
        return 0.0
    same_head = _SAME_HEAD if one.tokens[0] == other.tokens[0] else 0.0
    return SequenceMatcher(None, one.tokens, other.tokens, autojunk=False).ratio() + same_head


def _calls_the_same(one: _Line, other: _Line) -> bool:
    """Whether a call has its like in the other line: its name, or one that is nearly spelled so."""
    call = _CALL.match(one.text)
    called = [name for name in _NAME.findall(call["name"]) if name not in _KEYWORDS] if call else []
    if not called or set(called) & other.names:
        return True
    return any(
        SequenceMatcher(None, called[-1], name, autojunk=False).ratio() >= _SAME_SPELLING
        for name in other.names
    )


def _is_needless(line: _Line, merged: set[str], dead: set[str]) -> bool:
    """Whether what a line did is done by others, or nothing needs it any more."""
    binding = _BINDING.match(line.text)
    if binding and binding["name"] in dead and "(" not in binding["value"]:
        return True
    receiver = _RECEIVER.match(line.text)
    if receiver and receiver["name"] in dead:
        return True
    names = line.names - dead
    return bool(merged) and names <= merged and bool(names or line.names)
