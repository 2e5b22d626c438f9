"""Filter on the stream: a first line that only names the file."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import LOOK_BACK, Cursor

_PATH_COMMENT = re.compile(
    r"\s*(?:#|//|--|;+|/\*|<!--)\s*(?:(?:File|Path|Filename|file|path):\s*)?"
    r"(?P<path>[\w./\\-]*[\w-]+\.\w{1,8})\s*(?:\*/|-->)?$"
)


_OTHER_FILE = re.compile(
    r"\n[ \t]*(?:#|//|--|;+|/\*|<!--) ?(?:File|Path|Filename): [\w./\\-]+\.\w{1,8}[ \t]*"
    r"(?:\*/|-->)?(?=\n|$)"
)
_MAY_BEGIN_FILE = re.compile(
    r"\n[ \t]*(?:[/-]|<!?-?|(?:#|//|--|;+|/\*|<!--) ?(?:[FP](?:[a-z]{0,7}:? ?\S*)?)?)$"
)


def drop_path_comment(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the comment with the file's path that chat models write above code.

    At the head of a file it may be meant. Where another file begins so, the answer ends.
    """
    if not cursor.prefix.strip():
        return answer
    other = _OTHER_FILE.search(answer.text)
    if other and not _OTHER_FILE.search("\n" + cursor.prefix[-LOOK_BACK:]):
        answer = answer.cut(other.start())
    elif not other and not answer.whole and (growing := _MAY_BEGIN_FILE.search(answer.text)):
        answer = answer.held(growing.start())
    return _without_path(answer)


def _without_path(answer: Draft) -> Draft:
    line, newline, _ = answer.text.partition("\n")
    if not newline and not answer.whole:
        is_undecided = line.lstrip()[:1] in ("#", "/", "-", ";", "<")
        return answer.nothing_yet() if is_undecided else answer
    return answer.without_head(len(line) + 1) if newline and _PATH_COMMENT.match(line) else answer
