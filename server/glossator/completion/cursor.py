"""The cursor in a document: the text before and after it, and what can be read off that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from glossator.context.buffer import Buffer
from glossator.languages import LanguageFacts, facts_of
from glossator.text.indentation import indent_step, leading_space
from glossator.text.lexer import Scan, end_of_code, scan
from glossator.text.lines import LINE_END, line_start, split_lines

LOOK_BACK = 12_000
"""Code points before the cursor that are evidence for anything at it."""
LOOK_AHEAD = 6_000
"""Code points after the cursor that are evidence for anything at it."""

AFTER = 120
"""Code points after the cursor that tell its place."""

# Editors close brackets and quotes by themselves, let the user type over them, and move them down
# by a line at an Enter between two.
_AUTO_CLOSED = re.compile(r"[)\]}>'\"`\s]*")
_WORD = re.compile(r"\w")
_WORD_BEGINS = re.compile(r"(?<!\S)\S")
_SURE_ANCHOR = 3
_SURE_WORDS = 12  # letters
_LONG_WORD = re.compile(r"\w{3,}")
_LONGEST_ANCHOR = 80  # code points; a model has to write them all before it goes on
_LONGEST_END = 160
_MANY_TOKENS = 6
_LETTER_ALONE = re.compile(r"(?:^|[\s(\[{,!\"'`])(?P<end>[-#$@!&*%]?[^\W\d])\s+$")
OPERAND, OPERATOR = r"[$@]?[^\W\d]\w*", r"(?:[-+*/%^]|\+\+|\.\.?)"
_OPERATION = re.compile(rf"(?<![\w.]){OPERAND} ?{OPERATOR} +$")
_ITEM = re.compile(
    r"(?:^|[(\[{,;]\s*)(?P<end>[$@%&]?[^\W\d][^,;|()\[\]{}*]*(?:\s|[:=])[^,;|()\[\]{}*]*"
    r"(?<!\w\sint)(?<!\w\schar)(?<!\w\slong)[,;])$"
)
_FIRST_ITEM = re.compile(r"(?P<end>[(\[{][^,;()\[\]{}]+,)$")
_STRING = re.compile(r"[\"'`][^\"'`]*$")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NEVER_TWICE = re.compile(
    r"(?P<end>(?<![\w#])[^\W\d]\w*(?:(?:-\w+)+|\w|\??\.|->|::|:|=[\"'{]?)"
    r"|[-+*/%&|^<>!:=]=|=>|->|<-|=(?= )|(?<=\s)(?:\|\|?|&&?|[?:]|\|>|%\w*>%|>>=|=~|::|<[|$*]>)(?= )"
    r"|(?<=[.:>])[^\W\d]\w*\()\s*$|(?P<letter>(?<![\w#@$.\\-])[^\W\d])$"
)


@dataclass(frozen=True)  # no slots: what is read off the text is kept
class Cursor:
    """The cursor in one version of a document.

    `prefix` and `suffix` are the whole text before and after the cursor, with the document's own
    line ends; `language` is an LSP language id, `name` the file's path as a model may see it.
    """

    prefix: str
    suffix: str
    language: str = ""
    name: str = ""
    uri: str = ""

    @classmethod
    def at(cls, buffer: Buffer, offset: int) -> Self:
        """The cursor at an offset of a buffer."""
        before, after = buffer.text[:offset], buffer.text[offset:]
        return cls(before, after, buffer.language, buffer.name, buffer.uri)

    @cached_property
    def facts(self) -> LanguageFacts:
        """What is known of the buffer's language."""
        return facts_of(self.language)

    @cached_property
    def line_before(self) -> str:
        """The cursor's line up to the cursor."""
        return self.prefix[line_start(self.prefix, len(self.prefix)) :]

    @cached_property
    def anchor(self) -> str:
        """The end of the cursor's line by which an answer shows where it goes on: its last word.

        Begins with a whole word and holds at least three letters, digits or underscores; the end of
        the line where no such word is near, nothing in an empty one.
        """
        text = self.line_before.strip()
        begins = max(0, len(text) - _LONGEST_ANCHOR)
        for found in reversed(list(_WORD_BEGINS.finditer(text, begins))):
            if len(_WORD.findall(text[found.start() :])) >= _SURE_ANCHOR:
                return text[found.start() :]
        return text[begins:]

    @cached_property
    def ends(self) -> list[str]:
        """Ends of the line that an answer may begin with in the anchor's stead, the longest first.

        Each begins with a whole token, and ends with a word or an operator of which no right answer
        is a second one. Where the line ends otherwise, it takes an operand and its operator, an
        item of several tokens, the whole beginning of a list or string, many tokens or long words.
        """
        line = self.line_before[-_LONGEST_END:]
        end = len(line.rstrip())
        tokens = list(_TOKEN.finditer(line, 0, end))
        starts = [token.start() for token in tokens]
        if once := _NEVER_TWICE.search(line):
            starts = [start for start in starts if start <= once.start()]
        elif alone := _LETTER_ALONE.search(line):
            starts = [start for start in starts if start <= alone.start("end")]
        elif operation := _OPERATION.search(line):
            starts = [start for start in starts if start <= operation.start()]
        else:
            many = len(tokens) - _MANY_TOKENS
            sure = _starts_of_items(line[:end])
            starts = [
                at
                for n, at in enumerate(starts)
                if n <= many or at in sure or _is_sure(line[at:end])
            ]
        return [line[start:end] for start in starts if line[start:end] != self.anchor]

    @cached_property
    def line_after(self) -> str:
        """The cursor's line from the cursor to its end."""
        end = LINE_END.search(self.suffix)
        return self.suffix[: end.start()] if end else self.suffix

    @cached_property
    def closers_and_after(self) -> tuple[str, str]:
        """The closing brackets and blanks at the cursor, which editors add, and what comes next."""
        seen = self.suffix[: 2 * AFTER]
        at = _AUTO_CLOSED.match(seen)
        end = at.end() if at else 0
        return seen[:end], seen[end : end + AFTER]

    @cached_property
    def lines_above(self) -> list[str]:
        """The whole lines above the cursor's line, nearest last, within `LOOK_BACK` code points."""
        seen = self.prefix[-LOOK_BACK:]
        lines = split_lines(seen)[:-1]
        return lines[1:] if len(seen) < len(self.prefix) else lines

    @cached_property
    def lines_below(self) -> list[str]:
        """The lines below the cursor's line, nearest first, within `LOOK_AHEAD` code points."""
        seen = self.suffix[:LOOK_AHEAD]
        lines = split_lines(seen)[1:]
        return lines[:-1] if len(seen) < len(self.suffix) else lines

    @cached_property
    def next_line(self) -> str:
        """The nearest line below that is not blank; empty where there is none."""
        return next((line for line in self.lines_below if line.strip()), "")

    @cached_property
    def newline(self) -> str:
        """The buffer's line end nearest above the cursor, else nearest below, else LF."""
        ends = LINE_END.findall(self.prefix[-LOOK_BACK:])
        if ends:
            return str(ends[-1])
        below = LINE_END.search(self.suffix)
        return below.group() if below else "\n"

    @cached_property
    def indented_lines(self) -> list[str]:
        """The lines near the cursor that show how this file is indented.

        The ` * ` of a block comment shows nothing.
        """
        near = [*self.lines_above, *self.lines_below]
        solid = (line for line in near if line.strip() and line[0] in " \t")
        return [line for line in solid if not line.startswith((" *", "\t *"))]

    @cached_property
    def indent_characters(self) -> frozenset[str]:
        """What these lines are indented with: spaces, tabs or both."""
        if self.facts.tabs and not self.indented_lines:
            return frozenset("\t")
        return frozenset("".join(leading_space(line) for line in self.indented_lines))

    @cached_property
    def indent_unit(self) -> str:
        """One step of indentation in this file: a tab, or so many spaces."""
        lines = [*self.lines_above, *self.lines_below]
        is_tabbed = not self.indented_lines and (
            self.facts.tabs or leading_space(self.line_before).startswith("\t")
        )
        return "\t" if is_tabbed else indent_step(lines, self.facts.step)


def _starts_of_items(line: str) -> list[int]:
    """Where what the line ends with begins that no list has twice: a pair or a declaration.

    So do the list itself up to its second item, and a string.
    """
    starts = [
        found.start("end") for found in (_ITEM.search(line), _FIRST_ITEM.search(line)) if found
    ]
    string = _STRING.search(line)
    if string and len(_WORD.findall(string.group())) >= _SURE_ANCHOR:
        starts.append(string.start())
    return starts


def _is_sure(end: str) -> bool:
    """Whether no right answer begins with `end` again: several words, none of them in a list."""
    words = _LONG_WORD.findall(end)
    return len(words) > 1 and sum(map(len, words)) >= _SURE_WORDS and "," not in end


def scan_before(cursor: Cursor) -> Scan:
    """What is open at the cursor, as far as the text near it tells."""
    seen = end_of_code(cursor.prefix, LOOK_BACK, cursor.language) or cursor.prefix[-LOOK_BACK:]
    return scan(seen, cursor.language)
