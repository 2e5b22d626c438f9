"""Filter on the stream: the Markdown fence that a chat model puts around its code."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft, takes_prose
from glossator.completion.cursor import Cursor
from glossator.languages import language_id
from glossator.text.fences import FENCE, is_closing
from glossator.text.indentation import indent_width
from glossator.text.sentences import is_sentence

_LANGUAGES = "python|py|javascript|js|typescript|ts|java|rust|cpp|ruby|php|bash|sh"
_WITHOUT_FENCES = ("latex", "cobol", "gherkin", "restructuredtext")
"""Languages in which most things are text, but no fence is."""
_QUOTES = re.compile(
    rf"\s*(?P<marks>'''|\"\"\")(?P<info>{_LANGUAGES}|go|html|css|sql|json|yaml|c|kotlin|swift|lua)$"
)
_MAY_BE_QUOTES = re.compile(r"\s*(?:'''|\"\"\")[a-z]{0,10}$")
_BARE_QUOTES = re.compile(r"\s*(?P<marks>'''|\"\"\")(?P<info>)$")
_HAVE_QUOTES = frozenset(
    "python gdscript starlark java kotlin scala groovy swift csharp fsharp dart elixir julia "
    "crystal toml graphql coffeescript nix".split()
)
"""Languages in which three quotes begin a string, or two an empty one and the third another."""
_ONE_LINE = re.compile(rf"\s*(`{{3,}}+)(?:(?:{_LANGUAGES}) )?(?P<code>.*?)(?<!`)\1\s*$")
_ANNOUNCES = re.compile(r"[A-ZÀ-ÖØ-Þ].*:$|\*\*.*|#{1,6} [A-Z].*|- |\d+\. [A-Z]")
_HEADING = re.compile(r"\*\*[A-Z].*\*\*:?$|#{1,6} [A-Z]")
_SHORT = re.compile(r"[A-Z][a-z']*(?: [\w'-]+)?[.!]$")
_MAY_ANNOUNCE = re.compile(r"[A-Z]|[^\x00-\x7f]|\*(?:\*|$)|#{1,6}(?: |$)|-(?: |$)|\d+\.?(?: |$)")


# Where text is part of the code, drop_preamble leaves it alone; one line of it waits for a fence.
_MAY_BE_TALK = re.compile(r"\s*(?:[A-Z][a-z']*|(?:Here|Here's|Below|The|This|To)\b[^\n]*)$")


def unwrap_fence(answer: Draft, cursor: Cursor) -> Draft:
    """Keep what stands in the first fence, and drop the prose before it.

    A fence inside the answer ends it. In prose, a comment's too, a fence is text, unless the whole
    answer is wrapped in one that cannot be meant.
    """
    lines = answer.text.split("\n")
    may_be_fence = _may_become_fence(lines[-1]) or (
        answer.chat and len(lines) == 1 and _MAY_BE_QUOTES.match(lines[0])
    )
    if not answer.whole and may_be_fence:
        lines.pop()
        if not any(map(str.strip, lines)):
            return answer.nothing_yet()
    if takes_prose(cursor) and cursor.language not in _WITHOUT_FENCES:
        return _unwrap_prose(answer, lines, cursor)
    at = 0
    for number, line in enumerate(lines):
        complete = number < len(lines) - 1 or answer.whole or len(lines) <= answer.text.count("\n")
        inner = _ONE_LINE.match(line)
        if complete and inner and not answer.text[:at].strip():
            start = at + inner.start("code")
            return answer.cut(at + inner.end("code")).without_head(start)
        if found := FENCE.match(line) or (not at and _quotes(line, cursor)) or None:
            head = answer.text[:at]
            if not head.strip() or (answer.chat and _is_prose(head)):
                if not complete:
                    return answer.nothing_yet()
                return _inside(answer, at + len(line) + 1, found)
            return answer.cut(max(at - 1, 0))
        at += len(line) + 1
    held = "\n".join(lines)
    may_be_talk = cursor.facts.markup and _MAY_BE_TALK.match(answer.text)
    if answer.chat and not answer.whole and (may_be_talk or _may_announce(answer.text)):
        return answer.nothing_yet()
    return answer.cut(len(held)) if answer.whole else _held(answer, held)


def _quotes(line: str, cursor: Cursor) -> re.Match[str] | None:
    """Three quotes that a first line has instead of a fence, where they are no code."""
    bare = None if cursor.language in _HAVE_QUOTES else _BARE_QUOTES.match(line)
    return bare or _QUOTES.match(line)


def _held(answer: Draft, text: str) -> Draft:
    return Draft(text, whole=False, chat=answer.chat)


def _may_become_fence(line: str) -> bool:
    """Whether an unfinished line may be a fence, or code between two on one line."""
    text = line.lstrip(" \t")
    return text[:3] in ("`", "``", "~", "~~") or text.startswith(("```", "~~~"))


def _is_prose(head: str) -> bool:
    """Whether no line before the fence is code; a short sentence is none beside a heading."""
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    is_said = any(_HEADING.match(line) for line in lines)
    return all(
        is_sentence(line) or _ANNOUNCES.match(line) or (is_said and _SHORT.match(line))
        for line in lines
    )


def _may_announce(text: str) -> bool:
    """Whether a fence may still follow, and make all of this prose before it."""
    head, newline, last = text.rpartition("\n")
    grows = not last.strip() or _may_become_fence(last) or _MAY_ANNOUNCE.match(last.strip())
    return bool(newline and head.strip() and grows) and _is_prose(head)


def _inside(answer: Draft, start: int, opening: re.Match[str], *, nests: bool = False) -> Draft:
    """What stands between the fence that ends at `start` and its closing one.

    Where fences cannot nest, one that names a language closes as well.
    """
    body = answer.without_head(start)
    fence, at = opening["marks"], 0
    lines = body.text.split("\n")
    for number, line in enumerate(lines):
        text = line.strip()
        last = number == len(lines) - 1
        if is_closing(line, fence) or (not nests and line.startswith(fence) and FENCE.match(line)):
            return body.cut(max(at - 1, 0))
        if line.rstrip().endswith(fence) and (not last or body.whole):
            return body.cut(at + len(line.rstrip()) - len(fence))
        if last and not body.whole and text and fence[0] in text[-1]:
            return _held(body, body.text[: at + len(line.rstrip().rstrip(fence[0]))].rstrip("\n"))
        at += len(line) + 1
    return body


def _is_text(info: str, cursor: Cursor) -> bool:
    """Whether a fence is around a text of the file's own language, as far as that is prose."""
    language = language_id(info)
    return language == "markdown" or (cursor.facts.prose and language == cursor.language)


def _unwrap_prose(answer: Draft, lines: list[str], cursor: Cursor) -> Draft:
    """Inside prose a fence may be meant, but not in the middle of a line that is no Markdown.

    There a sentence before it announces it, and is held back until it is known what follows. Nor is
    one meant at the left edge whose text is indented as the cursor's line is.
    """
    if not answer.chat:
        return answer
    in_line = bool(cursor.line_before.strip()) and not cursor.facts.prose
    at = 0
    if in_line and lines and lines[0][:1].isupper() and (len(lines) == 1 or lines[0][-1] == ":"):
        at = next((number for number, line in enumerate(lines) if number and line.strip()), 0)
        if not at and not answer.whole:
            return answer.nothing_yet()
    opening = FENCE.match(lines[at]) if lines else None
    here = 0 if cursor.facts.prose else indent_width(cursor.line_before)
    if opening and here and not in_line and lines[at][0] in "`~":
        inside = next((line for line in lines[at + 1 :] if line.strip(" \t")), None)
        if inside is None and not answer.whole:
            return answer.nothing_yet()
        if inside is not None and here <= indent_width(inside):
            return _inside(answer, sum(len(line) + 1 for line in lines[: at + 1]), opening)
    info = opening["info"].lower() if opening else ""
    if opening and (_is_text(info, cursor) or in_line):
        start = sum(len(line) + 1 for line in lines[: at + 1])
        return _inside(answer, start, opening, nests=cursor.facts.prose)
    return answer
