"""Filter on the stream: what a chat model says before the code when it uses no fence."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft, is_omission, takes_prose
from glossator.completion.cursor import LOOK_BACK, Cursor
from glossator.completion.faults import fault_count, is_parsed
from glossator.text.sentences import is_sentence

_LABEL = re.compile(
    r"(?P<mark>#{1,6} |\*\*|__)?(?:the )?(?:(?:completed?|completion|code|output|answer|solution|"
    r"result|response|missing|next|continuation|corrected|updated|full|final|python|line|function)\s*)+"
    r"(?P<colon>:?(?:\*\*|__)?:?)$",
    re.IGNORECASE,
)
_LABEL_OF_LINE = re.compile(
    r"\s*(?:Answer|Code|Completed (?:code|line)|Completion|Continuation|Output|Suggestion): +"
)
_CONSENTS = ("Sure", "Certainly", "Of course", "Absolutely")
_CONSENT = re.compile(rf"(?:{'|'.join(_CONSENTS)})[,!.]")
_BOLD = re.compile(r"\*\*[A-Z][^*]*\*\*:?$")
_ROLE = "assistant:"
_SECTION = re.compile(r"=== .+ ===$")
_MAY_GROW = re.compile(
    r"[^\x00-\x7f]|[A-Z](?:[^\W\d_]|['’])*(?:[ ,!.:]|$)|\*(?:\*|$)|#{1,6}(?: |$)|={1,3}(?: |$)"
    r"|\d+(?:\.?$|\. )|[a-z]+$|(?:#|//|--|/\*) ?(?:$|\(?\.)"
)


def drop_preamble(answer: Draft, cursor: Cursor) -> Draft:
    """Drop sentences, headings and labels before the first line of code.

    A line that may still become one waits for its end. Where text is written, only a first line is
    dropped that says yes to what was asked.
    """
    if not answer.chat:
        return answer
    answer = _without_role(answer, cursor)
    if takes_prose(cursor):
        return _drop_consent(answer)
    if cursor.facts.markup:
        return _drop_omission(_drop_consent(answer))
    answer = _without_label(answer, cursor)
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


def _without_role(answer: Draft, cursor: Cursor) -> Draft:
    """The answer without the name of who says it."""
    head = answer.text.lstrip()[: len(_ROLE)].lower()
    if head == _ROLE and _ROLE not in cursor.prefix[-LOOK_BACK:].lower():
        start = answer.text.lower().index(_ROLE) + len(_ROLE)
        return answer.without_head(start + (answer.text[start : start + 1] == " "))
    is_undecided = not answer.whole and head and _ROLE.startswith(head)
    return answer.nothing_yet() if is_undecided else answer


def _without_label(answer: Draft, cursor: Cursor) -> Draft:
    """The answer without a word for it on its first line, where that is no code."""
    label = _LABEL_OF_LINE.match(answer.text)
    if not label:
        return answer
    first, newline, _ = answer.text.partition("\n")
    if not newline and not answer.whole:
        return answer.nothing_yet()
    said = fault_count(first, 0, cursor)
    is_code = not is_parsed(cursor) or said <= fault_count(first[label.end() :], 0, cursor)
    return answer if is_code else answer.without_head(label.end())


def _drop_omission(answer: Draft) -> Draft:
    """The answer without a comment at its head that stands for code of the page."""
    line, newline, _ = answer.text.partition("\n")
    if is_omission(line):
        return answer.without_head(len(line) + 1) if newline else answer.nothing_yet()
    is_undecided = (
        not newline and not answer.whole and line.lstrip().startswith(("<!", "{{!", "/*"))
    )
    return answer.nothing_yet() if is_undecided else answer


def _drop_consent(answer: Draft) -> Draft:
    line, newline, rest = answer.text.partition("\n")
    if _CONSENT.match(line):
        blank = len(rest) - len(rest.lstrip("\n"))
        return answer.without_head(len(line) + 1 + blank) if newline else answer.nothing_yet()
    is_undecided = not answer.whole and any(word.startswith(line) for word in _CONSENTS if line)
    return answer.nothing_yet() if is_undecided else answer


def _is_preamble(line: str, language: str) -> bool:
    text = line.strip()
    label = _LABEL.match(text)
    return bool(
        (label and (label["mark"] or label["colon"]))
        or _BOLD.match(text)
        or _SECTION.match(text)
        or (text and text == language)
        or is_omission(line)
        or is_sentence(line)
    )
