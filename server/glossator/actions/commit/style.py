"""How a repository writes its subjects, as sentences for a model. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

CONVENTIONAL = re.compile(r"[a-z]+(?:\([^)]*\))?!?: \S")
TICKET = re.compile(r"\[?[A-Z]{2,}-\d+\]?:? ")
FEW = 3
"""Subjects; fewer show no style."""


def style_of(subjects: Sequence[str]) -> str:
    """What most of the subjects have in common; "" where there are too few."""
    if len(subjects) < FEW:
        return ""
    rules = []
    if _most(CONVENTIONAL.match(each) is not None for each in subjects):
        scoped = _most("(" in each.partition(":")[0] for each in subjects)
        rules.append(
            "Begin the first line with a type such as feat: or fix:"
            + (", with a scope in parentheses." if scoped else ".")
        )
    elif _most(TICKET.match(each) is not None for each in subjects):
        rules.append("Leave out the ticket's number, which you cannot know.")
    bare = [each.rpartition(": ")[2] or each for each in subjects]
    if _most(each[:1].isupper() for each in bare):
        rules.append("Begin it with a capital.")
    elif _most(each[:1].islower() for each in bare):
        rules.append("Begin it with a small letter.")
    if _most(each.endswith(".") for each in subjects):
        rules.append("End it with a full stop.")
    length = sorted(map(len, subjects))[len(subjects) // 2]
    rules.append(f"It has about {min(max(length, 20), 72)} characters.")
    return " ".join(rules)


def _most(true: Iterable[bool]) -> bool:
    answers = list(true)
    return sum(answers) * 3 > len(answers) * 2
