"""Which lines an edit rewrites, and how much of them it may touch."""

from __future__ import annotations

from dataclasses import dataclass

from glossator.actions.code_context import scope_around
from glossator.actions.rewrite.literal_rows import literal_rows
from glossator.actions.rewrite.reindent import common_indent
from glossator.context.buffer import Buffer
from glossator.errors import CommandError
from glossator.text.lines import line_end, line_start, split_lines
from glossator.text.names import is_within_word
from glossator.text.spans import Span, trimmed

LONGEST = 200_000
"""Code points that an edit may write anew: some 60,000 tokens."""


@dataclass(frozen=True, slots=True)
class Region:
    """Whole lines, of which all but `head` and `tail` may change; `span` leaves their end out.

    `head` is the text of the first line before the selection and `tail` that of the last line after
    it; both are empty where whole lines were selected. `lead` and `trail` come before and after
    what is put there, to make it lines of its own.
    """

    span: Span
    lines: tuple[str, ...]
    head: str = ""
    tail: str = ""
    lead: str = ""
    trail: str = ""
    fixed: frozenset[int] = frozenset()
    """The numbers of the lines that begin inside of a string: their white space is a value's."""

    @property
    def indent(self) -> str:
        """The indentation that all lines share; a blank line's own."""
        return common_indent(self.lines, self.fixed) or (
            self.lines[0] if not self.lines[0].strip() else ""
        )

    @property
    def shown(self) -> str:
        """The lines as a model sees them, without their common indentation."""
        indent = self.indent
        return "\n".join(
            line if number in self.fixed else line.removeprefix(indent).rstrip(" \t")
            for number, line in enumerate(self.lines)
        )

    @property
    def selected(self) -> str:
        """What may change, where that is less than the lines."""
        text = "\n".join(self.lines)
        return text[len(self.head) : len(text) - len(self.tail)]


def region_to_change(buffer: Buffer, span: Span) -> Region:
    """As `region_of`, for what a model is to write anew.

    Raises:
        CommandError: where that is more than a model writes in one answer.
    """
    region = region_of(buffer, span)
    length = region.span[1] - region.span[0]
    if length > LONGEST:
        raise CommandError(
            f"The code to change has {length:,} characters, more than a model writes in one answer "
            f"({LONGEST:,}): select less of {buffer.name}."
        )
    return region


def region_of(buffer: Buffer, span: Span) -> Region:
    """The lines of a selection, widened so that it cuts no word and no string in half.

    An empty selection means the definition around it, without one its line; on a blank line it
    means that line, to be filled. Blank lines at the ends of a selection are not part of it, nor is
    a byte order mark.
    """
    start, end = span
    text = buffer.text
    if text.startswith("\ufeff"):
        start, end = max(start, 1), max(end, 1)
    if not text[start:end].strip():
        first, last = _line(text, start, start)
        if start < end or not text[first:last].strip():
            return _region(buffer, *_line(text, start, end))
        start, end = scope_around(buffer, start, start) or (first, last)
    return _region(buffer, *whole_tokens(buffer, *trimmed(text, start, end)))


def _region(buffer: Buffer, start: int, end: int) -> Region:
    text = buffer.text
    first, last = _line(text, start, end)
    head, tail = text[first:start], text[end:last]
    lines = tuple(split_lines(text[first:last]))
    if not head.strip() and not tail.strip():
        head = tail = ""
    return Region(
        (first, last), lines, head, tail, fixed=_rows_in_strings(buffer, first, len(lines))
    )


def _rows_in_strings(buffer: Buffer, start: int, count: int) -> frozenset[int]:
    """The numbers of those of `count` lines from `start` on that begin inside of a string."""
    if count == 1:
        return frozenset()
    # tree-sitter counts rows by LF and by nothing else
    row = buffer.text.count("\n", 0, start)
    rows = literal_rows(buffer.text, buffer.language)
    return frozenset(each - row for each in rows if 0 < each - row < count)


def _line(text: str, start: int, end: int) -> Span:
    """The whole lines that a span touches, without the last line end; no byte order mark."""
    first = line_start(text, start)
    return first + (first == 0 and text.startswith("\ufeff")), line_end(text, end)


def whole_tokens(buffer: Buffer, start: int, end: int) -> Span:
    """The span with the rest of the words and strings that its ends cut."""
    from glossator.syntax.registry import LANGUAGES

    text = buffer.text
    if buffer.language in LANGUAGES:
        from glossator.syntax.strings import string_around

        start = string_around(text, start, buffer.language)[0]
        end = string_around(text, end, buffer.language)[1]
    while is_within_word(text, start):
        start -= 1
    while is_within_word(text, end):
        end += 1
    return start, end
