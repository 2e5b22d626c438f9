"""What was changed in one line, done to the lines like it: exact, without a model. Pure.

Lines are alike that have the same signs in the same order, stand near each other, and call or
assign the same: log lines above all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.pending import PendingEdit
from glossator.languages import facts_of
from glossator.text.lines import split_lines

KIND = "like"
REACH = 40
"""Lines from the changed one within which lines are alike by more than chance."""
LONGEST = 300
"""Code points of a line that is compared."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A line of `uri` as it was and as it is now, and where it begins."""

    uri: str
    old: str
    new: str
    anchor: int


def likeness_of(burst: Burst, language: str) -> Likeness | None:
    """What could be done to other lines too: the signs of one line were changed, not its words."""
    old, new = burst.old, burst.new
    if facts_of(language).prose or any(each in old + new for each in "\r\n"):
        return None
    if max(len(old), len(new)) > LONGEST or not old.strip() or not new.strip():
        return None
    if _signs(old.strip()) == _signs(new.strip()) or not _has_name(old):
        return None
    return Likeness(burst.uri, old, new, burst.start)


def edits_alike(rule: Likeness, text: str) -> list[PendingEdit]:
    """The change, done to each line that is like the old one, in the order of the text."""
    lines = split_lines(text)
    at = text.count("\n", 0, rule.anchor)
    return [
        PendingEdit(rule.uri, start, line, changed, KIND)
        for number, start, line in _numbered(text, lines)
        if number != at and abs(number - at) <= REACH
        if (changed := _changed(rule, line)) is not None
    ]


def _numbered(text: str, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for number, line in enumerate(lines):
        yield number, start, line
        start += len(line) + (2 if text.startswith("\r\n", start + len(line)) else 1)


def _changed(rule: Likeness, line: str) -> str | None:
    """A line with what was done to the old one; None where it is not like that."""
    old, here, new = (_tokens(each) for each in (rule.old, line, rule.new))
    if len(line) > LONGEST or len(old) != len(here) or _signs(rule.old) != _signs(line):
        return None
    names = [token for token in old if _WORD.match(token)]
    own = [token for token in here if _WORD.match(token)]
    if len(names) != len(own) or _head(rule.old) != _head(line) or not _has_name(_head(line)):
        return None
    same = dict(zip(old, here, strict=True))
    pieces = list[str]()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces += here[i1:i2]
        elif any(_WORD.match(gone) for gone in old[i1:i2] if gone not in here):
            return None  # words went that this line does not have
        else:
            pieces += [same.get(token, token) for token in new[j1:j2]]
    changed = "".join(pieces)
    return changed if changed != line else None


def _tokens(line: str) -> list[str]:
    return _TOKEN.findall(line)


def _signs(line: str) -> str:
    """The line with `w` for each word."""
    return re.sub(r"\w+", "w", line)


def _head(line: str) -> str:
    """What stands before the first bracket, quote or assignment; it is the same in lines alike."""
    return re.split(r"[(\[{=\"'`]", line, maxsplit=1)[0]


def _has_name(line: str) -> bool:
    return re.search(r"[^\W\d]\w+", line) is not None
