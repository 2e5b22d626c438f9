"""Filter on the stream: an answer as the only value of a JSON object."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor

_KEYS = ("completion", "code", "suggestion", "insert", "insertion")
_OBJECT = re.compile(rf"\s*\{{\s*\"(?:{'|'.join(_KEYS)})\"\s*:\s*\"")
_MAY_GROW = re.compile(r"\s*(?:\{\s*(?:\"[a-z]*\"?\s*:?\s*)?)?$")


def unwrap_json(answer: Draft, cursor: Cursor) -> Draft:
    """Keep the text that a chat model put into an object, where the file is no JSON itself."""
    if not answer.chat or cursor.facts.fences == "json" or cursor.line_before[-1:] in ("(", "="):
        return answer
    if not _OBJECT.match(answer.text):
        begins = answer.text.lstrip()[:1] == "{"
        is_undecided = begins and not answer.whole and _MAY_GROW.match(answer.text)
        return answer.nothing_yet() if is_undecided else answer
    if not answer.whole:
        return answer.nothing_yet()
    try:
        (value,) = json.loads(answer.text).values()
    except ValueError:
        return answer
    return replace(answer, text=value) if isinstance(value, str) else answer
