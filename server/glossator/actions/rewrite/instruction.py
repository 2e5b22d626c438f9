"""What an instruction in the user's words lets an edit do beside adding and changing. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from glossator.actions.rewrite.code_line import CodeLine

_REMOVES = re.compile(
    r"\b(?:remov|delet|drop\b|strip|omit|dedup|duplicat|unused|dead\b|unreachable|no longer|"
    r"cut\b|get rid|eliminat|trim\b|discard|comment out|revert|undo|shorten|"
    r"entfern|lösch|kürz|ohne\b|supprim|enlev|raccourc|sans\b|elimin|quita|borra|acorta|sin\b|"
    r"apag|encurt|rimuov|cancell|accorc|verwijder|inkort|usuń|skróć)|"
    r"удал|убер|убра|сократ|без\b|删|移除|去掉|缩短|削除|消し|短く|삭제|제거|줄여",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"\b(?:use\b|using\b|replac|instead|convert|turn\b|switch\b|migrat|port\b|translat|rewrit|"
    r"refactor|change\b.*\bto\b|prefer|extract|mov(?:e|ing)\b|split|merg|combin|inline|simpl|"
    r"shorter|concis|compact|make\b|take\b|pass\b|put\b|avoid|early\b|guard\b|invert|flatten|idiom|"
    r"clean|generic|async|await|promis|parallel|concurren|optimi[sz]e|faster|return\b|throw|raise\b|"
    r"functional|modern|deriv|reduc|duplic|lambda|mach|schreib|vereinf|rends|hazlo|haz\b|"
    r"ersetz|statt\b|verwend|remplac|utilis|reempla|usa\b|substitu|sostitu|vervang|gebruik|"
    r"zamień)|->|→|=>|замен|替换|使用|改用|置き換|교체|\w+ to \w+|\w+ rather than \w+",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:instead of|rather than|replac\w*|statt|convert) (?:the |an? )?(\w+)|(\w+) (?:->|→|=>|to) ",
    re.IGNORECASE,
)
_RENAMES = re.compile(
    r"renam|\bname\b|\bcall it\b|umbenenn|nenne|renomm|renombr|rinomin|переимен|重命名|改名|名前|"
    r"\basync\b|asynchron",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"data ?class|record|attrs|struct\b|named ?tuple|primary constructor|promotion", re.I
)
_INLINES = re.compile(r"\b(?:inlin|merg|combin|fold\b|collaps|into one\b|einbau|fusion)", re.I)
_RESULT = re.compile(
    r"\b(?:returns?\b(?!\s+(?:early|if|when|on)\b)|result\b|give\w* back\b|yield\w*\b|rückgabe|"
    r"renvo[iy]|retourn|devuelv|devolv|restitui)",
    re.IGNORECASE,
)
_DEAD = re.compile(r"\bdead\b|unreachable|\btoten?\b|\bmort\b|unerreichbar", re.IGNORECASE)
_ABOUT_OUTPUT = re.compile(r"\b(?:debug|print|output|trac|log|消除|ausgabe|sortie)", re.IGNORECASE)
_OUTPUT = frozenset(
    "print println printf puts pp p echo console System Console WriteLine var_dump print_r dd dump "
    "NSLog cout eprintln dbg log debug trace inspect Print Println Printf Trace Debug Logger "
    "logger Log stderr eprint writeln".split()
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d+")
_COMPOUND = re.compile(r"\b[A-Za-z]*[a-z][A-Z]\w*")
_SHORTEST = 3
_FREE = frozenset("the and with for that this into from use all new add not are can".split())


class Instruction:
    """The words of an instruction."""

    def __init__(self, words: str) -> None:
        self.words = words
        self._known: dict[str, bool] = {}

    @cached_property
    def removes(self) -> bool:
        """Whether code is asked to go."""
        return _REMOVES.search(self.words) is not None

    @cached_property
    def replaces(self) -> bool:
        """Whether code is asked to be written in another way."""
        return _REPLACES.search(self.words) is not None

    @cached_property
    def renames(self) -> bool:
        """Whether another name is asked for."""
        return _RENAMES.search(self.words) is not None

    @cached_property
    def removes_dead(self) -> bool:
        """Whether code is asked to go that is never run."""
        return _DEAD.search(self.words) is not None

    @cached_property
    def speaks_of_result(self) -> bool:
        """Whether it says what a function gives back."""
        return _RESULT.search(self.words) is not None

    @cached_property
    def inlines(self) -> bool:
        """Whether a function is asked to become a part of another one."""
        return _INLINES.search(self.words) is not None

    @cached_property
    def makes_record(self) -> bool:
        """Whether a class is asked for that needs no constructor written out."""
        return _RECORDS.search(self.words) is not None

    @cached_property
    def _spoken(self) -> frozenset[str]:
        words = {part.lower() for part in _WORD.findall(self.words)}
        words |= {part.lower() for part in _PART.findall(self.words)}
        return frozenset(word for word in words if word not in _FREE)

    def mentions(self, name: str) -> bool:
        """Whether a name, or a part of it, is one of the words, in another form perhaps."""
        if name not in self._known:
            self._known[name] = self._speaks_of(name)
        return self._known[name]

    def _speaks_of(self, name: str) -> bool:
        parts = {name.lower(), *(part.lower() for part in _PART.findall(name))}
        return any(_is_form(part, word) for part in parts for word in self._spoken)

    def names(self, path: Sequence[str]) -> bool:
        """Whether one of some names is spoken of with all its parts, and not as part of another."""
        compound = {
            part.lower() for word in _COMPOUND.findall(self.words) for part in _PART.findall(word)
        }
        return any(
            all(map(self.mentions, _PART.findall(name))) and name.lower() not in compound
            for name in path
            if len(name) >= _SHORTEST
        )

    def replaces_it(self, line: CodeLine) -> bool:
        """Whether a line is of what something else is asked for instead."""
        old = {name.lower() for found in _INSTEAD.findall(self.words) for name in found if name}
        return any(word.lower() in old for word in line.tokens)

    def means(self, line: CodeLine) -> bool:
        """Whether a line is among what the words speak of."""
        if _ABOUT_OUTPUT.search(self.words) and line.atoms & _OUTPUT and line.kind == "effect":
            return True
        return any(map(self.mentions, line.atoms))


def _is_form(part: str, word: str) -> bool:
    if part == word:
        return True
    shorter, longer = sorted((part, word), key=len)
    if len(shorter) < _SHORTEST:
        return False
    if longer.startswith(shorter):
        return True
    stem = shorter[: max(4, len(shorter) - 3)]
    return len(shorter) > len(stem) and longer.startswith(stem)
