"""Filter on the stream: the tags that begin and end PHP, said again inside it."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor

_BEGIN = re.compile(r"\s*<\?(?:php\b|=)?[ \t]*\n?", re.IGNORECASE)
_MAY_BEGIN = re.compile(r"\s*(?:<(?:\?(?:p(?:hp?)?)?)?)?$", re.IGNORECASE)
_END = re.compile(r"\n?[ \t]*\?>\s*$")
_MAY_END = re.compile(r"\n?[ \t]*\??$")


def drop_php_tag(answer: Draft, cursor: Cursor) -> Draft:
    """Drop `<?php` at the head and `?>` at the end, where the cursor stands in PHP already."""
    if cursor.language != "php" or not _is_in_php(cursor.prefix):
        return answer
    if not answer.whole and _MAY_BEGIN.match(answer.text):
        return answer.nothing_yet()
    if begin := _BEGIN.match(answer.text):
        answer = answer.without_head(begin.end())
    if (end := _END.search(answer.text)) and "<?" not in answer.text and "?>" not in cursor.suffix:
        return answer.cut(end.start())
    if not answer.whole and (growing := _MAY_END.search(answer.text)):
        return answer.held(growing.start())
    return answer


def _is_in_php(text: str) -> bool:
    return text.rfind("<?") > text.rfind("?>")
