"""Fix a problem that another tool has reported."""

from __future__ import annotations

from collections import Counter

from glossator.actions.code_context import scope_around, surroundings
from glossator.actions.diagnostic import Diagnostic
from glossator.actions.rewrite.prompts import rewrite_messages
from glossator.actions.rewrite.region import Region, region_of
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat
from glossator.syntax.lines import line_end, line_start

MOST_LINES = 60
"""A definition of more lines is not written anew for one problem in it."""
NEAR_LINES = 5
"""Lines before and after the problem that are written anew instead."""


def region_to_fix(buffer: Buffer, problem: Diagnostic) -> Region:
    """The definition around the problem, or the lines around it where that is long or missing."""
    start, end = problem.span
    scope = scope_around(buffer, start, end)
    if scope is not None and buffer.text.count("\n", *scope) < MOST_LINES:
        return region_of(buffer, scope)
    for _ in range(NEAR_LINES + 1):
        start = max(0, buffer.text.rfind("\n", 0, start))
        end = buffer.text.find("\n", end) + 1 or len(buffer.text)
    if scope is not None:
        start, end = max(start, scope[0]), min(end, scope[1])
    return region_of(buffer, (start, end))


def check_fix(problem: Diagnostic, before: str, after: str) -> None:
    """Raise NothingToSay if more lines are gone than the problem has: a model that forgot some."""
    old, new = (
        Counter(filter(None, map(str.strip, each.splitlines()))) for each in (before, after)
    )
    start, end = problem.span
    concerned = before.count("\n", start, end) + 1
    if (old - new).total() - (new - old).total() > concerned:
        raise NoUsableAnswerError(
            "The model left out code that the problem does not concern, so nothing was changed; "
            "try again, or choose a larger model."
        )


def messages(buffer: Buffer, region: Region, problem: Diagnostic) -> Chat:
    """What the model is asked."""
    start, end = problem.span
    line = buffer.text[line_start(buffer.text, start) : line_end(buffer.text, start)].strip()
    culprit = buffer.text[start:end].strip()
    where = f"`{culprit}` in the line `{line}`" if culprit and culprit != line else f"`{line}`"
    instruction = (
        f"Fix this problem, and nothing else: {problem.said}\nIt was reported for {where}."
    )
    return rewrite_messages(buffer, region, surroundings(buffer, *region.span), instruction)
