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
from glossator.text.lines import line_end, line_number, line_start, lines_around, split_lines
from glossator.text.spans import Span

MOST_LINES = 60
"""A definition of more lines is not written anew for one problem in it."""
NEAR_LINES = 5
"""Lines before and after the problem that are written anew instead."""


def region_to_fix(buffer: Buffer, problem: Diagnostic) -> Region:
    """The definition around the problem, or the lines around it where that is long or missing."""
    scope = scope_around(buffer, *problem.span)
    if scope is not None and _line_ends(buffer.text, scope) < MOST_LINES:
        return region_of(buffer, scope)
    start, end = lines_around(buffer.text, problem.span, NEAR_LINES)
    if scope is not None:
        start, end = max(start, scope[0]), min(end, scope[1])
    return region_of(buffer, (start, end))


def check_fix(problem: Diagnostic, before: str, after: str) -> None:
    """Check that no more lines are gone than the problem has, as where a model forgot some.

    Raises:
        NoUsableAnswerError: where more are gone.
    """
    old, new = (
        Counter(filter(None, map(str.strip, split_lines(each)))) for each in (before, after)
    )
    concerned = _line_ends(before, problem.span) + 1
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
        f"Fix this problem, and nothing else: {problem.description}\nIt was reported for {where}."
    )
    return rewrite_messages(buffer, region, surroundings(buffer, *region.span), instruction)


def _line_ends(text: str, span: Span) -> int:
    return line_number(text, span[1]) - line_number(text, span[0])
