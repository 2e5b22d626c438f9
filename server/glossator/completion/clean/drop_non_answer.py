"""Filter on the stream: a chat model that says in words that there is nothing to complete."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft, takes_prose
from glossator.completion.cursor import Cursor

_NOTHING = (
    r"(?:no|nothing)(?: (?:code|completion|change|suggestion|output|text|further|more|to|is|are|"
    r"add|complete|insert|needed|required|necessary)s?)+"
)
_NON_ANSWER = re.compile(
    rf"\s*(?:(?P<open>[(<\[*_]+)\s*(?:{_NOTHING}|empty(?: line| string)?|none|blank)\s*[)>\]*_]+"
    rf"|{_NOTHING}|N/A|n/a)[.!]?\s*$",
    re.IGNORECASE,
)
_MAY_GROW = re.compile(
    r"\s*[(<\[*_]*\s*(?:n(?:/a?|o(?:t(?:h(?:i(?:ng?)?)?)?|ne?)?)?|(?:no|nothing) [a-z ]*"
    r"|e(?:m(?:p(?:ty?)?)?)?|empty [a-z]*|b(?:l(?:a(?:nk?)?)?)?)?[)>\]*_.!]*\s*$",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"\s*(?:<tool_call>|<function(?:_?calls?)?[=>]|<invoke name=|\[TOOL_CALLS\]|<\|tool_calls?"
    r"|functions\.\w+:\d+[ {])"
)
_MAY_BE_TOOL = re.compile(
    r"\s*(?:<(?:\|?t(?:o[\w|]*)?|f(?:u\w*)?|i(?:n\w*)?(?: n?a?m?e?)?)|\[T?[A-Z_]*"
    r"|f(?:u|unctions(?:\.[\w:]*)?)?)$"
)


def drop_non_answer(answer: Draft, cursor: Cursor) -> Draft:
    """Nothing of an answer that is one of these phrases, or the call of a tool."""
    if not answer.chat or takes_prose(cursor):
        return answer
    if _TOOL.match(answer.text) and "tool_call" not in cursor.prefix:
        return answer.cut(0)
    if answer.whole:
        return answer.cut(0) if _NON_ANSWER.match(answer.text) else answer
    is_undecided = _MAY_GROW.match(answer.text) or _MAY_BE_TOOL.match(answer.text)
    return answer.nothing_yet() if is_undecided and answer.text.strip() else answer
