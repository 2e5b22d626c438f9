"""Edit code by an instruction: the user's words, or the comment above the code."""

from __future__ import annotations

import re

from glossator.actions.code_context import surroundings
from glossator.actions.rewrite.prompts import rewrite_messages
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.models.requests import Chat
from glossator.text.lines import split_lines

_COMMENT = re.compile(
    r"\s*(?:#(?=\s)|//+|--(?=\s)|;+(?=\s)|%+(?=\s)|/\*+|\*|<!--)\s*(.*?)\s*(?:\*/|-->)?\s*$"
)


def instruction_above(buffer: Buffer, region: Region) -> str:
    """The text of the comment lines right above `region`, else of those with which it begins."""
    above = split_lines(buffer.text[: region.span[0]])[:-1]
    words: list[str] = []
    while above and (comment := _COMMENT.match(above[-1])):
        words.insert(0, comment[1])
        above.pop()
    if not words:
        for line in region.lines:
            comment = _COMMENT.match(line)
            if comment is None:
                break
            words.append(comment[1])
    return " ".join(filter(None, words)).strip()


def messages(buffer: Buffer, region: Region, instruction: str) -> Chat:
    """What the model is asked for `instruction`."""
    return rewrite_messages(buffer, region, surroundings(buffer, *region.span), instruction)
