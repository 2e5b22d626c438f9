"""Filter on the stream: tags such as `<code>` that a chat model puts around its answer."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor

_NAMES = "code|completion|answer|output|result|middle|insert|fill|response|solution"
_ELEMENTS = ("code", "output")
"""Those that are tags of HTML too: in a page only the model that shouts them means its own."""
_OPENING = re.compile(rf"\s*<(?P<name>{_NAMES})>\n?", re.IGNORECASE)
_MAY_OPEN = re.compile(r"\s*(?:<[a-zA-Z]{0,12})?$")
_MAY_CLOSE = re.compile(r"\n?[ \t]*<(?:/[a-zA-Z]{0,12})?$")


def unwrap_tags(answer: Draft, cursor: Cursor) -> Draft:
    """Keep what stands between the tags, where they are not the page's own."""
    opening = _OPENING.match(answer.text)
    if opening and _is_of_page(opening["name"], cursor):
        return answer
    if not opening:
        is_undecided = not answer.whole and _MAY_OPEN.match(answer.text)
        return answer.nothing_yet() if is_undecided else answer
    body = answer.without_head(opening.end())
    closing = re.search(rf"\n?[ \t]*</{opening['name']}>", body.text)
    if closing:
        return body.cut(closing.start())
    if not body.whole and (growing := _MAY_CLOSE.search(body.text)):
        return body.held(growing.start())
    if not body.whole:
        return body.held(len(body.text.removesuffix("\n")))
    return body


def _is_of_page(name: str, cursor: Cursor) -> bool:
    """Whether a tag of this name may be what the file is made of."""
    if not cursor.facts.markup:
        return False
    return name in _ELEMENTS or f"<{name}" in cursor.prefix or f"<{name}" in cursor.suffix
