"""A unified diff as a model writes one, and the lines after it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"(?:---|\+\+\+|@@|diff --git|index [0-9a-f]{4,})(?:\s|$)")


def is_diff(lines: Sequence[str]) -> bool:
    """Whether lines are a diff: each begins with a space, `+` or `-`, and some are changes."""
    body = _body(lines)
    changed = sum(line[:1] in ("+", "-") for line in body)
    has_header = len(body) < len(lines) and any(line.startswith("@@") for line in lines)
    plain = all(line[:1] in ("+", "-", " ", "") for line in body)
    signs = {line[:1] for line in body}
    return bool(changed) and (has_header or (plain and {"+", "-"} <= signs))


def apply_diff(old: Sequence[str], lines: Sequence[str]) -> list[str] | None:
    """What `old` becomes; None where a part of the diff is not found in it.

    White space at the ends of lines, and how deep all of them are indented, do not count.
    """
    result, at = list[str](), 0
    for hunk in _hunks(lines):
        before = [line[1:] for line in hunk if line[:1] != "+"]
        place = _find(old, before, at)
        if place is None or not any(line.strip() for line in before):
            return None
        result += old[at:place]
        kept = iter(old[place : place + len(before)])
        for line in hunk:
            if line[:1] == "+":
                result.append(line[1:])
            else:
                original = next(kept)
                result += [] if line[:1] == "-" else [original]
        at = place + len(before)
    return [*result, *old[at:]]


def _body(lines: Sequence[str]) -> list[str]:
    return [
        line for line in lines if not _HEADER.match(line) and not line.startswith("\\ No newline")
    ]


def _hunks(lines: Sequence[str]) -> list[list[str]]:
    hunks: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("@@"):
            hunks.append([])
        elif _body([line]):
            hunks[-1].append(line)
    return [hunk for hunk in hunks if hunk]


def _find(old: Sequence[str], before: Sequence[str], start: int) -> int | None:
    wanted = [line.strip() for line in before]
    for place in range(start, len(old) - len(wanted) + 1):
        if [line.strip() for line in old[place : place + len(wanted)]] == wanted:
            return place
    return None
