"""Filter on the stream: one line of code between backticks, alone or at the end of a sentence."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft, takes_prose
from glossator.completion.cursor import Cursor
from glossator.text.sentences import is_sentence

_BULLET = re.compile(r"\s*(?:[-*•>]|\d+[.)]) (?=`)")
_MAY_BE_BULLET = re.compile(r"\s*(?:[-*•>]|\d+[.)]?) ?$")
_QUOTED = re.compile(r"\s*(?P<talk>[A-Z].*[\s:])?(?P<mark>`{1,2})(?P<code>[^`\n]+)(?P=mark)\.?\s*$")


def unquote_code(answer: Draft, cursor: Cursor) -> Draft:
    """Take the code out of its backticks, where a backtick is not code and nothing follows."""
    if not answer.chat or takes_prose(cursor):
        return answer
    if bullet := _BULLET.match(answer.text):
        found = _QUOTED.match(answer.text, bullet.end())
        if not found or found["talk"]:
            return answer if answer.whole else answer.nothing_yet()
        return answer.cut(found.end("code")).without_head(found.start("code"))
    if not answer.whole and _MAY_BE_BULLET.match(answer.text):
        return answer.nothing_yet()
    is_talk = answer.whole and answer.text.lstrip()[:1].isupper()
    if not is_talk and _may_be_code(answer, cursor):
        return answer
    if not answer.whole:
        return answer.nothing_yet() if answer.text.lstrip().startswith("`") else answer
    found = _QUOTED.match(answer.text)
    if not found or (found["talk"] and not is_sentence(found["talk"].strip() + ":")):
        return answer
    return answer.cut(found.end("code")).without_head(found.start("code"))


def _may_be_code(answer: Draft, cursor: Cursor) -> bool:
    """Whether the backticks may be; those around a whole statement are not."""
    text = answer.text.strip()
    is_statement = text.startswith("`") and (not answer.whole or text.endswith(";`"))
    begins_line = not cursor.line_before.strip()
    return cursor.facts.backticks and not (begins_line and is_statement)
