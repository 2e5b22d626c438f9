"""What an existing documentation tells, and on which of its lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from glossator.actions.docstring.notation import Topic

BULLET = re.compile(r"[ \t]*(?:[-*+•]|\d+[.)])[ \t]+\S")
BLOCK = re.compile(
    r"[ \t]*(?:```|~~~|>>>|\.\. |\||#{1,6}[ \t]|</?(?:ul|ol|li|pre|p|table)\b|[@\\]code\b)"
)


@dataclass(frozen=True, slots=True)
class Region:
    """From a column of a line to a column of another one, as in an editor; lines from 0."""

    line: int
    column: int
    end_line: int
    end_column: int

    def of(self, texts: Sequence[str]) -> str:
        """The text there."""
        if self.line == self.end_line:
            return texts[self.line][self.column : self.end_column]
        inner = texts[self.line + 1 : self.end_line]
        last = texts[self.end_line][: self.end_column]
        return "\n".join((texts[self.line][self.column :], *inner, last))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told, on the lines from `first` to before `last`.

    `names` are those of parameters or exceptions, as they stand there. `prose` is the prose about
    it, None where it is more than prose and stays as it is; `kind` is its type. `is_free` marks
    what the signature need not have, such as a keyword argument.
    """

    topic: Topic
    first: int
    last: int
    names: tuple[str, ...] = ()
    prose: Region | None = None
    kind: Region | None = None
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class Existing:
    """The entries of a documentation in their order.

    `others` are the first lines of sections and tags of the user's own, `sections` those of the
    known ones by topic, with the heading where there is one. `has_detail` says whether there is a
    description beyond the first sentence. `described` is the line after the description.
    """

    entries: tuple[Entry, ...] = ()
    others: tuple[int, ...] = ()
    headings: tuple[tuple[Topic, int, int], ...] = ()
    has_detail: bool = False
    described: int = 0

    def of(self, topic: Topic) -> list[Entry]:
        """The entries about `topic`."""
        return [entry for entry in self.entries if entry.topic is topic]


def paragraph(texts: Sequence[str], line: int, column: int, end: int) -> Region | None:
    """The prose that begins at a place and ends before `end` or a blank line.

    None where it is a list or a block from its begin.
    """
    if line < end and not texts[line][column:].strip() and line + 1 < end:
        line, column = line + 1, 0
    if line >= end:
        return None
    column += len(texts[line][column:]) - len(texts[line][column:].lstrip())
    if column >= len(texts[line]):
        return None
    if BULLET.match(texts[line], column) or BLOCK.match(texts[line], column):
        return None
    last = line
    while last + 1 < end and texts[last + 1].strip() and not _is_other(texts[last + 1]):
        last += 1
    return Region(line, column, last, len(texts[last]))


def _is_other(text: str) -> bool:
    return bool(BULLET.match(text) or BLOCK.match(text))


def without_blank_end(texts: Sequence[str], first: int, last: int) -> int:
    """`last`, or the line after the last one that is not blank."""
    while last > first + 1 and not texts[last - 1].strip():
        last -= 1
    return last


def description(texts: Sequence[str], end: int, start: int = 0) -> tuple[Entry | None, bool]:
    """The first sentence before the line `end`, and whether more is told there."""
    first = next((line for line in range(start, end) if texts[line].strip()), end)
    prose = paragraph(texts, first, 0, end)
    if prose is None:
        return None, first < end
    sentence = _sentence(texts, prose)
    more = any(texts[line].strip() for line in range(sentence.end_line + 1, end))
    rest = texts[sentence.end_line][sentence.end_column :].strip()
    return Entry(Topic.SUMMARY, first, sentence.end_line + 1, prose=sentence), more or bool(rest)


def _sentence(texts: Sequence[str], prose: Region) -> Region:
    """The first sentence of a paragraph."""
    from glossator.text.sentences import first_sentence

    whole = prose.of(texts)
    flat = re.sub(r"\s", " ", whole)
    sentence, _ = first_sentence(flat)
    if not sentence:
        return prose
    end = len(sentence)
    before = whole[:end]
    line = prose.line + before.count("\n")
    column = end - (before.rfind("\n") + 1)
    return Region(
        prose.line, prose.column, line, column + (prose.column if line == prose.line else 0)
    )


MARKUP = re.compile(
    r"\{@\w+\s+([^}]*)\}|<[^>]*?(?:cref|name|langword)=\"(?:\w:)?([^\"]*)\"\s*/>|</?[a-z]+>|[`*_'\"]"
)


def words(text: str) -> str:
    """The text without markup, line ends, case and the marks at its end, for comparing."""
    plain = MARKUP.sub(lambda match: match[1] or match[2] or "", unescape(text))
    return " ".join(plain.replace("\\", "").split()).strip(" .,;:-–—!").lower()
