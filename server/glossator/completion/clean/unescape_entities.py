"""Filter on the stream: the entities of HTML in code, and the quotes and spaces of printed text."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft, takes_prose
from glossator.completion.cursor import LOOK_AHEAD, LOOK_BACK, Cursor
from glossator.text.lexer import scan

_PRINTED = {"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " "}
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,4}|#[xX][\da-fA-F]{1,4});|[“”‘’\xa0]")
_MAY_GROW = re.compile(r"&#?\w{0,4}$")


def unescape_entities(answer: Draft, cursor: Cursor) -> Draft:
    """Write the characters that are meant; not in pages and prose, nor where the file has some."""
    if not answer.chat or cursor.facts.markup or takes_prose(cursor):
        return answer
    if "&" not in answer.text and not _ENTITY.search(answer.text):
        return answer
    near = cursor.prefix[-LOOK_BACK:], cursor.suffix[:LOOK_AHEAD]
    if any(map(_ENTITY.search, near)):
        return answer
    text = answer.text
    if not answer.whole and (growing := _MAY_GROW.search(text)):
        text = text[: growing.start()]
    return replace(answer, text=_ENTITY.sub(lambda found: _meant(found, cursor), text))


def _meant(found: re.Match[str], cursor: Cursor) -> str:
    """The character; in a string or a comment the entity itself."""
    text, start = found.string, found.string.rfind("\n", 0, found.start()) + 1
    before = cursor.line_before if not start else ""
    inside = scan(before + text[start : found.start()], cursor.language)
    if inside.quote or inside.in_comment:
        return found.group()
    character = html.unescape(found.group())
    return _PRINTED.get(character, character)
