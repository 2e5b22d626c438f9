"""Filter on the stream: what a chat model says before the code when it uses no fence."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import MARKUP, Answer, is_sentence, takes_prose
from glossator.completion.cursor import Cursor

_LABEL = re.compile(
    r"(?P<mark>#{1,6} |\*\*|__)?(?:the )?(?:(?:completed?|completion|code|output|answer|solution|"
    r"result|missing|next|continuation|corrected|updated|full|final|python|line|function)\s*)+"
    r"(?P<colon>:?(?:\*\*|__)?:?)$",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*[A-Z][^*]*\*\*:?$")
_MAY_GROW = re.compile(r"[A-Z][A-Za-z'’]*(?:[ ,!.:]|$)|\*(?:\*|$)|#{1,6}(?: |$)|[a-z]+$")


def drop_preamble(answer: Answer, cursor: Cursor) -> Answer:
    """Drop sentences, headings and labels before the first line of code.

    A line that may still become one waits for its end.
    """
    if not answer.chat or takes_prose(cursor) or cursor.language in MARKUP:
        return answer
    at, spoken = 0, False
    lines = answer.text.split("\n")
    for line in lines[:-1]:
        if line.strip() and not _is_preamble(line, cursor.language):
            return answer.without_head(at) if spoken else answer
        spoken = spoken or bool(line.strip())
        at += len(line) + 1
    last = lines[-1]
    if _is_preamble(last, cursor.language) or (not answer.whole and _MAY_GROW.match(last.strip())):
        return answer.nothing_yet()
    return answer.without_head(at) if spoken else answer


def _is_preamble(line: str, language: str) -> bool:
    text = line.strip()
    label = _LABEL.match(text)
    return bool(
        (label and (label["mark"] or label["colon"]))
        or _BOLD.match(text)
        or (text and text == language)
        or is_sentence(line)
    )
