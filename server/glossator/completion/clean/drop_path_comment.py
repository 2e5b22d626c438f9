"""Filter on the stream: a first line that only names the file."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor

_PATH_COMMENT = re.compile(
    r"\s*(?:#|//|--|;+|/\*|<!--)\s*(?:(?:File|Path|Filename|file|path):\s*)?"
    r"(?P<path>[\w./\\-]*[\w-]+\.\w{1,8})\s*(?:\*/|-->)?$"
)


def drop_path_comment(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the comment with the file's path that chat models write above code.

    At the head of a file it may be meant.
    """
    if not cursor.prefix.strip():
        return answer
    line, newline, _ = answer.text.partition("\n")
    if not newline and not answer.whole:
        is_undecided = line.lstrip()[:1] in ("#", "/", "-", ";", "<")
        return answer.nothing_yet() if is_undecided else answer
    return answer.without_head(len(line) + 1) if newline and _PATH_COMMENT.match(line) else answer
