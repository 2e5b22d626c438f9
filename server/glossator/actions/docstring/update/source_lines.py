"""Documentation as it stands in the source: lines with their marks, taken apart and put together.

Put together again unchanged they are the same bytes. Pure.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossator.actions.docstring.frames import QUOTES
from glossator.text.lines import lines_with_ends

BLOCK_OPENING = re.compile(r"[ \t]*/\*+!?<?[ \t]*")
BLOCK_CLOSING = re.compile(r"[ \t]*\*+/[ \t]*\Z")
STAR = re.compile(r"[ \t]*\*(?!/)[ \t]?|[ \t]*")
LINE_MARK = re.compile(r"[ \t]*(?://[/!]?|--+|#+!?)<? ?|[ \t]*")
LITERAL = re.compile(r"(?P<prefix>[rRuU]?)(?P<quotes>\"\"\"|''')(?P<body>.*)(?P=quotes)", re.DOTALL)
LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What stands before the text of a line, the text, and the line end after it."""

    mark: str
    text: str
    end: str = "\n"


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Documentation between `opening` and `closing`; `mark` is what a new line begins with.

    `multiline_opening` and `multiline_closing` take their place where one line becomes several, and
    `multiline_mark` that of its mark. `is_raw`: a Python literal in which a backslash is itself.
    """

    opening: str
    lines: tuple[SourceLine, ...]
    closing: str
    mark: str
    multiline_opening: str
    multiline_closing: str
    multiline_mark: str = ""
    is_raw: bool = False

    @property
    def texts(self) -> list[str]:
        """The lines without marks and blank space at the end."""
        return [line.text.rstrip() for line in self.lines]

    @property
    def text(self) -> str:
        """All lines without marks."""
        return "\n".join(self.texts)

    def joined(self, lines: Sequence[SourceLine], newline: str = "\n") -> str:
        """The source with `lines` in place of its own."""
        opening, closing, lines = self.opening, self.closing, list(lines)
        if len(self.lines) == 1 and len(lines) > 1:
            opening, closing = (
                each if "\r" in each else each.replace("\n", newline)
                for each in (self.multiline_opening, self.multiline_closing)
            )
            lines[0] = replace(lines[0], mark=self.multiline_mark or lines[0].mark)
        *before, last = lines
        return "".join(
            (
                opening,
                *(f"{line.mark}{line.text}{line.end or newline}" for line in before),
                f"{last.mark}{last.text}",
                closing,
            )
        )


def literal_lines(source: str, indent: str) -> SourceLines | None:
    """The lines of a Python literal, quotes and prefix included; None for one that is broken."""
    match = LITERAL.fullmatch(source)
    if match is None or match["quotes"] in match["body"].replace("\\" + match["quotes"][0], ""):
        value = _value(source)
        if value is None:
            return None
        escaped = value.replace("\\", "\\\\").replace(QUOTES, "'''")
        match = LITERAL.fullmatch(f"{QUOTES}{escaped}{QUOTES}")
        if match is None:
            return None
    quotes, body = match["quotes"], match["body"]
    opening = match["prefix"] + quotes
    first, *rest = _split(body)
    lines = [SourceLine("", *first)]
    margins = [re.match(r"[ \t]*", text)[0] for text, _ in rest if text.strip()]  # type: ignore[index]
    if rest and not rest[-1][0].strip():
        closing = f"{lines[-1].end if len(rest) == 1 else rest[-2][1]}{rest[-1][0]}{quotes}"
        rest = rest[:-1]
    else:
        closing = quotes
    lead = min(margins, key=len) if margins else indent
    for text, end in rest:
        mark = lead if text.startswith(lead) else ""
        lines.append(SourceLine(mark, text[len(mark) :], end))
    multiline = f"\n{indent}{quotes}"
    if not lines[0].text.strip() and len(lines) > 1:
        opening += lines[0].text + lines[0].end
        lines = lines[1:]
    return SourceLines(
        opening,
        tuple(lines),
        closing,
        lead,
        opening,
        closing if rest or closing != quotes else multiline,
        is_raw=match["prefix"].lower() == "r",
    )


def _value(literal: str) -> str | None:
    with warnings.catch_warnings():
        # An invalid escape in the user's own docstring is not news to tell here.
        warnings.simplefilter("ignore")
        try:
            value = ast.literal_eval(literal)
        except (SyntaxError, ValueError):
            return None
    return value if isinstance(value, str) else None


def comment_lines(source: str, indent: str, no_space: str = "\0") -> SourceLines:
    """The lines of a comment, or of several with a mark on each line."""
    if source.startswith("/*"):
        return _block_lines(source, indent)
    lines = []
    for text, end in _split(source):
        match = LINE_MARK.match(text)
        mark = match[0] if match else ""
        lines.append(SourceLine(mark, text[len(mark) :], end))
    bare = re.sub(r"[\s<]+\Z", "", lines[0].mark.strip())
    marks = [line.mark for line in lines if line.text and line.mark.endswith(" ")]
    mark = f"{indent}{bare}" if no_space in ("@",) else f"{indent}{bare} "
    if no_space == "\0" and not marks and any(line.text for line in lines):
        mark = f"{indent}{bare}"
    return SourceLines("", tuple(lines), "", mark, "", "")


def _block_lines(source: str, indent: str) -> SourceLines:
    opened = BLOCK_OPENING.match(source)
    opening = opened[0] if opened else ""
    closed = BLOCK_CLOSING.search(source, len(opening))
    closing = closed[0] if closed else ""
    body = _split(source[len(opening) : len(source) - len(closing)])
    first, *rest = body
    lines = [SourceLine("", *first)]
    for text, end in rest:
        match = STAR.match(text)
        mark = match[0] if match else ""
        lines.append(SourceLine(mark, text[len(mark) :], end))
    multiline_opening = opening.rstrip() + "\n"
    multiline_closing, multiline_mark, mark = f"\n{indent} */", f"{indent} * ", f"{indent} * "
    if rest:
        starred = [line.mark for line in lines[1:] if line.text.strip()]
        mark = starred[0] if starred else mark
        if mark.strip() == "*" and not mark.endswith((" ", "\t")):
            mark += " "
        if not lines[0].text.strip():
            opening += lines[0].text + lines[0].end
            lines = lines[1:]
        if len(lines) > 1 and not lines[-1].text.strip() and not lines[-1].mark.strip():
            closing = lines[-2].end + lines[-1].mark + lines[-1].text + closing
            lines = lines[:-1]
        elif len(lines) == 1:
            # one line between the marks
            multiline_mark = lines[0].mark
        multiline_opening, multiline_closing = opening, closing
        if len(lines) == 1:
            multiline_mark = lines[0].mark
    return SourceLines(
        opening, tuple(lines), closing, mark, multiline_opening, multiline_closing, multiline_mark
    )


def _split(text: str) -> list[tuple[str, str]]:
    """The lines, each with its end; the last has none."""
    found = []
    for line in lines_with_ends(text):
        bare = line.rstrip(LINE_END)
        found.append((bare, line[len(bare) :]))
    if not found or found[-1][1]:
        found.append(("", ""))
    return found
