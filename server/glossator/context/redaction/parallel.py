"""Secrets that are given to one of several names at once: `user, password = "bob", "…"`.

The nth value is judged as if it were given to the nth name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossator.context.redaction.assignments import may_hold_assigned_secrets, secrets_of_name
from glossator.context.redaction.names import CHOSEN, DRAWN
from glossator.context.redaction.opening import Opening
from glossator.text.spans import Span

_NAME = r"[$@%:\"']?[a-z_][\w.-]{0,60}[\"']?"
_NAMES = re.compile(
    rf"(?<![\w.])(?P<names>{_NAME}(?:, ?{_NAME}){{1,8}})\s?[)}}\]]?"
    r"(?:\s{0,9}(?::=|=(?![=>~]))|\), ?)\s{0,9}"
    r"(?:(?P<words>%[wi]|qw)\s?[(\[{<]|[a-z]{2,12}\s?[(\[]|[(\[{])?\s?"
)
_NAMES_ALONE = re.compile(
    rf"(?P<names>{_NAME}(?:, ?{_NAME}){{1,8}})\s?[)}}\]]?\s{{0,9}}:?=\s{{0,9}}"
    r"\w{0,12}[(\[{]\Z"
)
_SECRET_NAME = re.compile(rf"(?:\w{{0,40}}[_-])?(?P<name>{CHOSEN}|{DRAWN})")
_ITEM = re.compile(r"\s*[brfu@$]?(?P<value>[\"'][^\"'\s]+[\"']|[^,\s]+),?\s*\Z")
_VALUE = re.compile(
    r"\s?(?:[brfu@$]{0,2}(?P<quote>[\"'`])(?P<quoted>(?:(?!(?P=quote))[^\\\n]|\\.){0,400})(?P=quote)|"
    r"[^,\"'`()\[\]{}]{0,100}(?:\[[^\[\]\n]{0,100}\]|\([^()\n]{0,100}\))?)(?:\.[a-z_]{1,20}\(\))?\s?(?:,|(?P<end>$|[^,]))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s()\[\]{}<>]{1,400}")


def parallel_secrets(line: str) -> Iterator[Span]:
    """Where in one line values of such lists are that look like secrets."""
    if "," not in line or ("=" not in line and ")" not in line):
        return
    if not may_hold_assigned_secrets(line):
        return
    for match in _NAMES.finditer(line.replace("İ", "i").lower()):
        names = [name.strip("$@%:\"' ") for name in match["names"].split(",")]
        spans = _words if match["words"] else _values
        for name, span in zip(names, spans(line, match.end()), strict=False):
            if span is not None:
                yield from secrets_of_name(name, line, span)


def _values(line: str, at: int) -> Iterator[Span | None]:
    """The values of a list; None for each that is no literal."""
    while value := _VALUE.match(line, at):
        yield value.span("quoted") if value["quote"] else None
        if value["end"] is not None:
            return
        at = value.end()


def _words(line: str, at: int) -> Iterator[Span | None]:
    """The values of a list of bare words (`%w[…]`, `qw(…)`)."""
    while word := _WORD.match(line, at):
        yield word.span()
        at = word.end() + 1


def begin_of_list(lowered: str) -> Opening | None:
    """The opening that a line in lower case is, if the values come below it, one in each line."""
    if lowered[-1:] not in ("(", "[", "{") or not (begin := _NAMES_ALONE.search(lowered)):
        return None
    for number, name in enumerate(begin["names"].split(",")):
        if secret := _SECRET_NAME.fullmatch(name.strip("$@%:\"' ")):
            return Opening(secret["name"], _ITEM, literal=False, nth=number)
    return None
