"""Secrets that stand in another line than the name they are given to.

The name's line is an opening: the end of an assignment, the begin of a list or of a block, the name
of a pair, the head of a table. What a following line holds is judged as if it stood beside the
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossator.context.redaction.assignments import assigned_secrets, may_hold_assigned_secrets
from glossator.context.redaction.names import CHOSEN, DRAWN
from glossator.text.spans import Span

_NAME = rf"(?P<name>{CHOSEN}|{DRAWN})"
_AFTER = r"[\w.-]{0,60}?"
_LONGEST = 300
"""Code points at the end of a line that are looked at for an opening."""
_LONGEST_KEPT = 2_000
"""Code points of a line that may be a value."""
_MOST_LINES = 50
"""Lines after an opening that may hold values."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A line whose `name` is given what following lines hold, where they match `value`.

    `lines` may come between, `repeats` says that more than one value may come. `literal` says that
    the value is no code, though it stands in no quotes. `of` must stand in the text beside it.
    """

    name: str
    value: re.Pattern[str]
    lines: int = 0
    repeats: bool = False
    literal: bool = True
    of: str = ""


_WHOLE = re.compile(r"\s*(?:- +)?(?P<value>[brfu]?[\"'`].+|[^\s\"'`]+)(?:\"\"\"|''')?\s*$")
_BY_HOST = r"[\"'][\w-]{1,60}(?:\.[\w-]{1,60}){1,5}(?::\d{1,5})?[\"']\s*(?:=>|:)\s*"
"""What may stand before each value of a store of keys: `"github.com": "…"`."""
_QUOTED = re.compile(rf"\s*[+.&]?\s*(?:{_BY_HOST})?+(?P<value>[brfu]?[\"'`].+)$")
_PAIRED = re.compile(
    r"\s*(?:- +)?(?:[\"']?(?:value|default)[\"']? *[:=] *|<(?:string|value)>)(?P<value>[^<]+)",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\s+[\w.\"'-]{1,80}: +(?P<value>\S.*)$")

# For lines in lower case that end so or hold that, which costs next to nothing to see.
_AT_THE_END: tuple[tuple[tuple[str, ...], re.Pattern[str], Opening], ...] = (
    (  # password: |
        ("|", ">", "-", "+", '"""', "'''", "`"),
        re.compile(rf"{_NAME}[\"']?\s*[:=]\s*(?:[|>][+-]?|[rb]?\"\"\"|'''|`)\Z"),
        Opening("", _WHOLE),
    ),
    (  # password = (
        (":", "=", "=>", "(", "\\"),
        re.compile(rf"{_NAME}[\"'\]]*\s*(?::=|=>|[:=])\s*[(\\]?\Z"),
        Opening("", _WHOLE, literal=False),
    ),
    (
        ("[", "{"),
        re.compile(rf"{_NAME}[\"'\]]*\s*(?:=>|[:=])\s*[\[{{]\Z"),
        Opening("", _QUOTED, repeats=True),
    ),
    (
        (">", "["),
        re.compile(rf"<{_AFTER}{_NAME}[\w.:-]{{0,30}}>\s*(?:<!\[cdata\[)?\Z"),
        Opening("", _WHOLE),
    ),
    (
        ("</key>",),
        re.compile(rf"<key>{_AFTER}{_NAME}[\w .-]{{0,30}}</key>\Z"),
        Opening("", _PAIRED),
    ),
    (
        ("{",),
        re.compile(rf"\bvariable\s+\"{_AFTER}{_NAME}\"\s*{{\Z"),
        Opening("", _PAIRED, lines=4),
    ),
    (  # password = "Tr0ub" +
        ('"', "'", "+", "\\", ".", "&"),
        re.compile(rf"{_NAME}[\"'\]]*\s*(?::=|[:=])\s*\(?[\"'][^\"']{{1,200}}[\"']\s*[+\\.&]?\Z"),
        Opening("", _QUOTED, repeats=True),
    ),
)
_NO_ENDS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789);*}]/!?%$#@~^_ \t") | {""}
"""The last code points of most lines, which are no openings."""
_PAIR = re.compile(rf"[\"']?\bname[\"']?\s*[:=]\s*[\"']?{_AFTER}{_NAME}[\"']?,?\Z")
_TABLE = re.compile(rf"\s*\|(?P<before>(?:[^|]*\|)*?)\s*[*_`]*{_NAME}[*_`]*\s*\|")
_BLOCK = re.compile(r"\s*(?P<kind>stringdata|data):\Z")


def opening_of(line: str) -> Opening | None:
    """The opening that a line is; None for most lines."""
    lowered = line[-_LONGEST:].lower().rstrip()
    if lowered[-1:] in _NO_ENDS and "name" not in lowered:
        return None
    if lowered.endswith("data:") and (block := _BLOCK.match(lowered)):
        of = "kind: Secret" if block["kind"] == "data" else ""
        return Opening("password", _ENTRY, repeats=True, of=of)
    if not may_hold_assigned_secrets(lowered):
        return None
    for ends, pattern, form in _AT_THE_END:
        if lowered.endswith(ends) and (match := pattern.search(lowered)):
            return replace(form, name=match["name"])
    if "name" in lowered and (match := _PAIR.search(lowered)):
        return Opening(match["name"], _PAIRED, lines=1)
    if "|" in lowered and (table := _TABLE.match(lowered)):
        skipped = table["before"].count("|")
        cell = re.compile(rf"\s*\|(?:[^|]*\|){{{skipped}}}\s*`?(?P<value>[^|\s`]+)`?\s*\|?")
        return Opening(table["name"], cell, lines=1, repeats=True)
    return None


def values_after(
    lines: Sequence[str], at: int, opening: Opening
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """The number of each line that holds a value of the opening in line `at`, and its secrets."""
    skipped = 0
    for number in range(at + 1, min(len(lines), at + 1 + _MOST_LINES)):
        line = lines[number]
        if not line.strip():
            continue
        spans = _secrets_of(opening, line) if len(line) <= _LONGEST_KEPT else None
        if spans is None:
            skipped += 1
            if skipped > opening.lines:
                return
            continue
        yield number, spans
        if not opening.repeats:
            return


@lru_cache(maxsize=4096)
def _secrets_of(opening: Opening, line: str) -> tuple[Span, ...] | None:
    """The secrets of a line after the opening; None where it holds no value of it."""
    match = opening.value.match(line)
    if match is None:
        return None
    start, end = match.span("value")
    value = line[start:end].rstrip()
    quoted = re.match(r"[brfu]?[\"'`]", value)
    before = f"{opening.name} = " if quoted or not opening.literal else f'{opening.name} = "'
    shift = start - len(before)
    return tuple((first + shift, last + shift) for first, last in assigned_secrets(before + value))
