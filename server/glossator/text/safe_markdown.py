"""Markdown from a model, made so that showing it does nothing: no link, no image, no HTML.

A page that is previewed would fetch its images, and a link's text need not say where it leads. So
both are shown as they are written, target and all; an address in plain text stays one. What is
active is not guessed: a CommonMark parser says it, and says in the end that nothing is left.

Pure. Imports the parser when first used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from glossator.text.fences import fence_for

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_PARSED = 50_000
MOST_MARKS = 3_000
"""In a text of more code points, or more brackets and stars, every bracket is escaped unparsed: it
would take too long, or is made to."""

_ACTIVE = frozenset(("link_open", "image", "html_inline"))
_ROUNDS = 10
# Without one of these nothing can be active: most texts are done with here.
_HINT = re.compile(r"\][(\[:]|<[A-Za-z/!?]")
_MARKS = re.compile(r"[\[<*_]")
# A code span keeps its brackets; anything else may open a link or a tag.
_SPAN_OR_OPENER = re.compile(
    r"(?P<escape>\\[\s\S])|(?P<ticks>(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\3(?!`))|(?P<opener>[\[<])"
)
_OPENER = re.compile(r"(?<!\\)((?:\\\\)*)([\[<])")


def harmless(text: str) -> str:
    """The same text, with a backslash before whatever would open a link, an image or a tag."""
    if not _HINT.search(text):
        return text
    if len(text) > LONGEST_PARSED or len(_MARKS.findall(text)) > MOST_MARKS:
        return _fully_escaped(text)
    for _ in range(_ROUNDS):
        active = sorted(set(_active_lines(text)))
        if not active:
            return text
        lines = text.split("\n")
        for start, end in reversed(active):
            lines[start:end] = _escaped("\n".join(lines[start:end])).split("\n")
        if "\n".join(lines) == text:
            break
        text = "\n".join(lines)
    text = _fully_escaped(text)
    return text if not any(_active_lines(text)) else _fenced(text)


def _active_lines(text: str) -> Iterator[tuple[int, int]]:
    """The blocks that hold something active, in one dialect or the other."""
    for parser in _parsers():
        for token in parser.parse(text):
            if token.map is not None and (token.type == "html_block" or _is_active(token.children)):
                yield token.map[0], token.map[1]


def _is_active(children: Iterable[Token] | None) -> bool:
    return any(child.type in _ACTIVE for child in children or ())


@cache
def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    from markdown_it import MarkdownIt

    # In a table a cell ends before a code span does.
    return MarkdownIt("commonmark"), MarkdownIt("commonmark").enable("table")


def _escaped(block: str) -> str:
    return _SPAN_OR_OPENER.sub(
        lambda found: f"\\{found[0]}" if found["opener"] else found[0], block
    )


def _fully_escaped(text: str) -> str:
    """Every opener escaped, in code spans too, where the backslash shows."""
    return _OPENER.sub(r"\1\\\2", text)


def _fenced(text: str) -> str:
    fence = fence_for(text, mark="~")
    return f"{fence}\n{text}\n{fence}\n"
