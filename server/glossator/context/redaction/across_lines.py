"""Secrets that stand in another line than the name they are given to.

The name's line is an opening: the end of an assignment, the begin of a list or of a block, the name
of a pair, the head of a table. What a following line holds is judged as if it stood beside the
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from glossator.context.redaction.assignments import assigned_secrets, may_hold_assigned_secrets
from glossator.context.redaction.calls import begin_of_call
from glossator.context.redaction.names import CHOSEN, DRAWN
from glossator.context.redaction.opening import Opening
from glossator.context.redaction.parallel import begin_of_list
from glossator.context.redaction.prompts import answer_to_prompt
from glossator.context.redaction.tables import head_of_table
from glossator.text.spans import Span

_NAME = rf"(?P<name>{CHOSEN}|{DRAWN})"
_AFTER = r"[\w.-]{0,60}?"
_LONGEST = 300
"""Code points at the end of a line that are looked at for an opening."""
_LONGEST_KEPT = 2_000
"""Code points of a line that may be a value."""


_WHOLE = re.compile(r"\s*(?:- +)?(?P<value>[brfu]?[\"'`].+|[^\s\"'`]+)(?:\"\"\"|''')?\s*$")
_BY_HOST = r"[\"'][\w-]{1,60}(?:\.[\w-]{1,60}){1,5}(?::\d{1,5})?[\"']\s*(?:=>|:)\s*"
"""What may stand before each value of a store of keys: `"github.com": "…"`."""
_BELOW = re.compile(
    r"\s*(?:- +)?(?:(?:value|default)[\"']?\s*:\s*)?"
    r"(?P<value>[brfu]?[\"'`].+|[^\s\"'`]+)(?:\"\"\"|''')?\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"\s*[+.&]?\s*(?:{_BY_HOST})?+(?P<value>[brfu]?[\"'`].+)$")
_PAIRED = re.compile(
    r"\s*(?:- +)?(?:[\"']?(?:value|default)[\"']? *[:=] *|<(?:string|value)>)(?P<value>[^<]+)",
    re.IGNORECASE,
)
_USER = re.compile(r"\s*(?:- +)?[\"']?[\w.-]{1,60}:(?P<value>[^\s\"']+)")
_ENTRY = re.compile(r"\s+[\w.\"'-]{1,80}: +(?P<value>\S.*)$")

# For lines in lower case that end so or hold that, which costs next to nothing to see.
_AT_THE_END: tuple[tuple[tuple[str, ...], re.Pattern[str], Opening], ...] = (
    (  # password: |
        ("|", ">", "-", "+", '"""', "'''", "`"),
        re.compile(rf"{_NAME}[\"']?\s*[:=]\s*(?:[|>][+-]?|[rb]?\"\"\"|'''|`)\Z"),
        Opening("", _WHOLE),
    ),
    (  # password:
        (":",),
        re.compile(rf"\A\s*[\"']?{_AFTER}{_NAME}[\"']?\s*:\Z"),
        Opening("", _BELOW, lines=2, literal=False),
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
        ("<auth-user-pass>",),
        re.compile(r"<auth-user-(?P<name>pass)>\Z"),
        Opening("", _WHOLE, nth=1),
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
        re.compile(rf"\b(?:variable|resource\s+\"\w{{1,60}}\")\s+\"{_AFTER}{_NAME}\"\s*{{\Z"),
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
_PAIR = re.compile(
    rf"[\"']?\b(?:\w{{0,20}}name|key)[\"']?\s*[:=]\s*[\"']?{_AFTER}{_NAME}[\"']?,?\Z"
)
# Codes that let in who has lost a second factor.
_CODES = re.compile(
    r"[\W\d]*(?:[\w'-]+ ){0,4}(?:recovery|backup|scratch|emergency|one-time)[ _-]codes:?\Z"
)
_CODE = re.compile(
    r"\s*(?:[-*•#/]+\s+|\d{1,2}[.)]\s+)?[\"'`]?(?=\D{0,20}\d)"
    r"(?P<value>[a-z0-9]{4,16}(?:[ -][a-z0-9]{4,16}){0,5})[\"'`]?[,;]?\s*\Z",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\s*(?P<kind>stringdata|data):\Z")


def opening_of(line: str) -> Opening | None:
    """The opening that a line is; None for most lines."""
    lowered = line[-_LONGEST:].lower().rstrip()
    if lowered.endswith(("codes", "codes:")) and _CODES.match(lowered):
        return Opening("password", _CODE, repeats=True)
    parted = any(sign in lowered for sign in (",", ";", "\t", "|")) or "  " in lowered.lstrip()
    if lowered[-1:] in _NO_ENDS and not parted and "name" not in lowered and "ass" not in lowered:
        return None
    if lowered.endswith("(") and (call := begin_of_call(lowered)):
        return call
    if lowered.endswith("list:") or lowered.endswith("list: |"):
        return Opening("password", _USER, repeats=True, of="chpasswd:")
    if lowered.endswith("data:") and (block := _BLOCK.match(lowered)):
        of = "kind: Secret" if block["kind"] == "data" else ""
        return Opening("password", _ENTRY, repeats=True, of=of)
    if prompt := answer_to_prompt(lowered):
        return prompt
    if not may_hold_assigned_secrets(lowered):
        return None
    if several := begin_of_list(lowered):
        return several
    for ends, pattern, form in _AT_THE_END:
        if lowered.endswith(ends) and (match := pattern.search(lowered)):
            return replace(form, name=match["name"])
    if ("name" in lowered or "key" in lowered) and (match := _PAIR.search(lowered)):
        return Opening(match["name"], _PAIRED, lines=1)
    whole = line.lower() if len(line) <= _LONGEST_KEPT else ""
    return head_of_table(whole)


def values_after(
    lines: Sequence[str], at: int, opening: Opening
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """The number of each line that holds a value of the opening in line `at`, and its secrets."""
    skipped = before = 0
    for number in range(at + 1, min(len(lines), at + 1 + opening.within)):
        line = lines[number]
        if not line.strip():
            continue
        spans = _secrets_of(opening, line) if len(line) <= _LONGEST_KEPT else None
        if spans is None:
            skipped += 1
            if skipped > opening.lines:
                return
            continue
        if before < opening.nth:
            before += 1
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
