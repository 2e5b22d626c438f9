"""Fix a problem that another tool has reported."""

from __future__ import annotations

from glossator.actions.edit_prompts import rewrite_messages
from glossator.actions.place import Place, place_of
from glossator.actions.problem import Problem
from glossator.actions.surroundings import scope_around, surroundings
from glossator.context.code import Buffer
from glossator.models.requests import Chat

MOST_LINES = 60
"""A definition of more lines is not written anew for one problem in it."""
NEAR_LINES = 5
"""Lines before and after the problem that are written anew instead."""


def place_to_fix(buffer: Buffer, problem: Problem) -> Place:
    """The definition around the problem, or the lines around it where that is long or missing."""
    start, end = problem.span
    scope = scope_around(buffer, start, end)
    if scope is not None and buffer.text.count("\n", *scope) < MOST_LINES:
        return place_of(buffer, scope)
    for _ in range(NEAR_LINES + 1):
        start = max(0, buffer.text.rfind("\n", 0, start))
        end = buffer.text.find("\n", end) + 1 or len(buffer.text)
    if scope is not None:
        start, end = max(start, scope[0]), min(end, scope[1])
    return place_of(buffer, (start, end))


def messages(buffer: Buffer, place: Place, problem: Problem) -> Chat:
    """What the model is asked."""
    start, end = problem.span
    line = buffer.text[buffer.text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0].strip()
    culprit = buffer.text[start:end].strip()
    where = f"`{culprit}` in the line `{line}`" if culprit and culprit != line else f"`{line}`"
    instruction = (
        f"Fix this problem, and nothing else: {problem.said}\nIt was reported for {where}."
    )
    return rewrite_messages(buffer, place, surroundings(buffer, *place.span), instruction)
