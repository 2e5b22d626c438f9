"""Filter on the stream: an answer as the only value of a JSON object."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor

_KEYS = (
    *("completion", "code", "suggestion", "insert", "insertion", "replacement", "new_string"),
    *("new_str", "content", "text"),
)
_CALLS = ("arguments", "parameters", "input", "args")
"""The keys of a call of a tool, under which its values stand."""
_TOOLS = ("name", "tool", "tool_name", "function", "type")
_BEGINS = re.compile(rf"\s*(?:\[\s*)?\{{\s*\"(?:{'|'.join((*_KEYS, *_CALLS, *_TOOLS))})\"\s*:")
_MAY_GROW = re.compile(r"\s*(?:\[\s*)?(?:\{\s*(?:\"[a-z_]*\"?\s*:?\s*)?)?$")
_VALUE = re.compile(r"(?:[=(:,\[]|=>|->|\breturn)\s*$")
_ITEM = re.compile(r"[=(,\[]\s*$")
"""What stands before a value, which an object may well be, on its line or on that above."""


def unwrap_json(answer: Draft, cursor: Cursor) -> Draft:
    """Keep the code that a chat model put into an object, where the file is no JSON itself.

    Nothing is kept of the call of a tool that has none.
    """
    if not answer.chat or cursor.facts.fences == "json" or _is_value(cursor):
        return answer
    if not _BEGINS.match(answer.text):
        begins = answer.text.lstrip()[:1] in ("{", "[")
        is_undecided = begins and not answer.whole and _MAY_GROW.match(answer.text)
        return answer.nothing_yet() if is_undecided else answer
    if not answer.whole:
        return answer.nothing_yet()
    try:
        code = _code_in(json.loads(answer.text))
    except ValueError:
        return answer
    return answer if code is None else replace(answer, text=code)


def _is_value(cursor: Cursor) -> bool:
    """Whether a value is missing at the cursor."""
    if cursor.line_before.strip():
        return bool(_VALUE.search(cursor.line_before))
    return bool(_ITEM.search("".join(cursor.lines_above[-1:])))


def _code_in(value: object) -> str | None:
    """The code that is told in a value of JSON; nothing in a call without, None in other values."""
    if isinstance(value, list) and len(value) == 1:
        return _code_in(value[0])
    if not isinstance(value, dict):
        return None
    for key in _KEYS:
        if isinstance(said := value.get(key), str):
            return said
    called = next((value[key] for key in _CALLS if key in value), None)
    return None if called is None else _code_in(called) or ""
