"""Holes in files that exist: what was there is known, so an answer can be judged. Pure.

A hole is chosen by the text alone and by a seed: the same files and the same seed give the same
holes, which is what makes two runs comparable.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from glossator.context.buffer import Buffer
from glossator.context.index.imports import imports_of
from glossator.languages import facts_of
from glossator.text.indentation import indent_width, leading_space
from glossator.text.lexer import is_comment, opens_block
from glossator.text.lines import line_starts, split_lines

Kind = Literal["line", "block", "uses", "docstring"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The rest of a line; the body of a block; a name from another file; a docstring."""

SHORTEST = 8
"""Code points of a line that is worth a hole."""
LONGEST = 160
"""Code points of a line, beyond which it is data rather than code."""
MOST_BODY = 8
"""Lines of a block's body."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Hole:
    """The span `start` to `end` (code points) of a buffer that is taken out, and what was there.

    `line` counts from 1.
    """

    kind: Kind
    buffer: Buffer
    start: int
    end: int
    line: int

    @property
    def truth(self) -> str:
        """What was there."""
        return self.buffer.text[self.start : self.end]

    @property
    def text(self) -> str:
        """The buffer's text without it."""
        return self.buffer.text[: self.start] + self.buffer.text[self.end :]

    @property
    def name(self) -> str:
        """Names the hole, in this version of its file, in every run."""
        digest = hashlib.sha256(f"{self.start}\0{self.truth}".encode()).hexdigest()[:8]
        return f"{self.kind} {self.buffer.name}:{self.line} {digest}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a buffer: its number from 0, its offset, and its text without the line end."""

    number: int
    start: int
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text."""
    pairs = enumerate(zip(line_starts(text), split_lines(text), strict=True))
    return [Line(number, start, line) for number, (start, line) in pairs]


def choose(
    buffers: Sequence[Buffer],
    changed: Callable[[Buffer, int], bool],
    count: int,
    seed: int,
) -> list[Hole]:
    """At most `count` holes, as many of each kind and from as many files as there can be.

    `changed` says whether a line of a buffer, counted from 0, may be taken. Docstrings are chosen
    by `measure.docstrings`, which needs a tree.
    """
    order = random.Random(seed)  # noqa: S311 - nothing secret
    chosen: list[Hole] = []
    makers: tuple[Callable[[Buffer, list[Line], random.Random], Iterator[Hole]], ...] = (
        _lines,
        _blocks,
        _uses,
    )
    for maker in makers:
        by_file = []
        for buffer in buffers:
            if facts_of(buffer.language).prose:
                continue
            lines = lines_of(buffer.text)
            found = [h for h in maker(buffer, lines, order) if changed(buffer, h.line - 1)]
            order.shuffle(found)
            by_file.append(found)
        chosen += spread(by_file, count // len(makers), order)
    return chosen


def spread(by_file: Sequence[Sequence[Hole]], count: int, order: random.Random) -> list[Hole]:
    """At most `count` holes, one of each file in turn."""
    waiting = [list(each) for each in by_file if each]
    order.shuffle(waiting)
    taken: list[Hole] = []
    while waiting and len(taken) < count:
        for each in waiting[: count - len(taken)]:
            taken.append(each.pop())
        waiting = [each for each in waiting if each]
    return taken


def _is_code(line: Line, language: str) -> bool:
    bare = line.text.strip()
    return len(bare) >= SHORTEST and len(line.text) <= LONGEST and not is_comment(bare, language)


def _lines(buffer: Buffer, lines: list[Line], order: random.Random) -> Iterator[Hole]:
    """The rest of a line, from the begin of one of its tokens in the first half."""
    for line in lines:
        if not _is_code(line, buffer.language):
            continue
        end = line.start + len(line.text.rstrip())
        half = (len(leading_space(line.text)) + len(line.text.rstrip())) // 2
        starts = [t.start() for t in _TOKEN.finditer(line.text) if t.start() <= half]
        at = line.start + order.choice(starts)
        yield Hole("line", buffer, at, end, line.number + 1)


def _blocks(buffer: Buffer, lines: list[Line], _order: random.Random) -> Iterator[Hole]:
    """The body below a line that opens a block; the cursor stands where its first line begins."""
    for line, first in pairwise(lines):
        opens = _is_code(line, buffer.language) and opens_block(line.text, buffer.language)
        width = indent_width(leading_space(line.text))
        if not opens or not first.text.strip():
            continue
        last = _last_of_body(lines[first.number :], width)
        if last is not None:
            start = first.start + len(leading_space(first.text))
            end = last.start + len(last.text.rstrip())
            yield Hole("block", buffer, start, end, first.number + 1)


def _last_of_body(lines: list[Line], width: int) -> Line | None:
    """The last line that is indented deeper than `width`; None where there are none, or many."""
    last, count = None, 0
    for each in lines:
        if each.text.strip():
            if indent_width(leading_space(each.text)) <= width:
                break
            last, count = each, count + 1
        if count > MOST_BODY:
            return None
    return last


def _uses(buffer: Buffer, lines: list[Line], _order: random.Random) -> Iterator[Hole]:
    """The rest of a line from a name on that the file imports."""
    imports = imports_of(buffer.text, buffer.language)
    names = {name for each in imports for name in each.names if len(name) > 1}
    if not names:
        return
    use = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(map(re.escape, names)))})\b(?=\W)")
    for line in lines:
        bare = line.text.strip()
        if not _is_code(line, buffer.language) or re.match(r"(?:import|from|use|export)\b", bare):
            continue
        found = use.search(line.text)
        if found is not None and line.text[: found.start()].strip():
            end = line.start + len(line.text.rstrip())
            yield Hole("uses", buffer, line.start + found.start(), end, line.number + 1)
