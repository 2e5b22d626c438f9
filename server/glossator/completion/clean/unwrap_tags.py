"""Filter on the stream: tags such as `<code>` that a chat model puts around its answer."""

from __future__ import annotations

import re
from functools import lru_cache

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor
from glossator.languages import facts_of

_NAMES = "code|completion|answer|output|result|middle|insert|fill|response|solution"
_MORE_NAMES = (
    "edit|suggestion|snippet|replacement|content"
    "|(?:completed|final|missing|new|updated)_(?:code|content|text)"
)
"""Those that a page is not searched for, because it may well begin an element so."""
_ELEMENTS = ("code", "output")
"""Those that are tags of HTML too: in a page only the model that shouts them means its own."""
_SECTIONS = ("ini", "toml", "properties")
"""Languages in which a word in square brackets begins a part of the file."""
_ABOUT = re.compile(r"\s*<(file|path|filename|file_path|language)>[^<\n]*</\1>")
"""What is told of the code beside it."""
_MAY_OPEN = re.compile(r"\s*(?:<[a-zA-Z_!\[]{0,16}|\[[A-Z]*)?$")
_MAY_CLOSE = re.compile(r"\n?[ \t]*(?:<(?:/[a-zA-Z_]{0,16})?|\[(?:/[A-Z]*)?|\]{1,2})$")
_MOST = 2  # pairs of tags in each other


def unwrap_tags(answer: Draft, cursor: Cursor) -> Draft:
    """Keep what stands between the tags, where they are not the page's own."""
    opening = _opening(cursor.language)
    for _ in range(_MOST):
        if about := _ABOUT.match(answer.text):
            answer = answer.without_head(about.end())
        found = opening.match(answer.text)
        if not found or _is_of_page(found["name"] or "", cursor):
            is_undecided = not found and not answer.whole and _MAY_OPEN.match(answer.text)
            return answer.nothing_yet() if is_undecided else answer
        answer = _between(answer, found)
    return answer


@lru_cache(64)
def _opening(language: str) -> re.Pattern[str]:
    """A tag that opens an answer; a language's own name may be one, too."""
    facts = facts_of(language)
    if facts.markup:
        return re.compile(rf"\s*<(?P<name>{_NAMES})>\n?", re.IGNORECASE)
    own = "|".join(map(re.escape, [language or "code", *facts.aliases.split()]))
    marks = [rf"<(?P<name>(?i:{_NAMES}|{_MORE_NAMES}|{own}))>", r"<!\[CDATA\["]
    if language not in _SECTIONS:
        marks += [rf"\[(?P<shouted>CODE|ANSWER|SOLUTION|{own.upper()})\]"]
    return re.compile(rf"\s*(?:{'|'.join(marks)})\n?")


def _between(answer: Draft, opening: re.Match[str]) -> Draft:
    name, shouted = opening["name"], opening.groupdict().get("shouted")
    named = rf"\[/{re.escape(shouted)}\]" if shouted else r"\]\]>"
    end = rf"</{re.escape(name)}>" if name else named
    body = answer.without_head(opening.end())
    closing = re.search(rf"\n?[ \t]*{end}", body.text)
    if closing:
        return body.cut(closing.start())
    if not body.whole and (growing := _MAY_CLOSE.search(body.text)):
        return body.held(growing.start())
    if not body.whole:
        return body.held(len(body.text.removesuffix("\n")))
    return body


def _is_of_page(name: str, cursor: Cursor) -> bool:
    """Whether a tag of this name may be what the file is made of."""
    if not cursor.facts.markup or not name:
        return False
    return name in _ELEMENTS or f"<{name}" in cursor.prefix or f"<{name}" in cursor.suffix
