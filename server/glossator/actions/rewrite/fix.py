"""Fix a problem that another tool has reported."""

from __future__ import annotations

from glossator.actions.code_context import scope_around, surroundings
from glossator.actions.diagnostic import Diagnostic
from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.prompts import rewrite_messages
from glossator.actions.rewrite.region import Region, region_to_change
from glossator.context.buffer import Buffer
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
        return region_to_change(buffer, scope)
    start, end = lines_around(buffer.text, problem.span, NEAR_LINES)
    if scope is not None:
        start, end = max(start, scope[0]), min(end, scope[1])
    return region_to_change(buffer, (start, end))


def wish(buffer: Buffer, problem: Diagnostic) -> Wish:
    """What a fix may do: no lines may go but those of the problem."""
    start, end = problem.span
    concerned = buffer.text[line_start(buffer.text, start) : line_end(buffer.text, end)]
    return Wish(may_go=tuple(split_lines(concerned)))


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
