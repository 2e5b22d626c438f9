"""Other open files as excerpts, where their language has no grammar that could say more.

Only files that the client has opened, of the same family of languages, as `outgoing` lets them out.
The order is that in which the files were last touched, so that what changes stands last: while one
file is written, the others stand still, and with them the head of the prompt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.outgoing import outgoing_of
from glossator.errors import FileWithheldError
from glossator.languages import are_related
from glossator.text.indentation import indent_width
from glossator.text.lines import split_lines
from glossator.text.remembered import remembered

FILES = 3
"""Related files shown at most: those touched last."""
CHARACTERS = 1_500
"""Of each; a longer file is shown in outline."""
LONGEST = 30_000
"""Code points of a file that are read at all: the prompt is waiting."""
_DEEPEST = 8  # columns of indentation of a line that an outline holds

_OPENS = (":", "{", "(", "=>", " do", " then")

Excerpt = tuple[str, str]
"""A file's name and what is shown of it."""


def related_files(language: str, others: Iterable[Buffer], ignore: Ignore) -> tuple[Excerpt, ...]:
    """What to show beside a file in this language; `others` in the order of being touched."""
    related = [each for each in others if are_related(each.language, language)]
    shown = ((each.name, _read(each, ignore)) for each in related[-FILES:])
    return tuple((name, text) for name, text in shown if text)


def _read(buffer: Buffer, ignore: Ignore) -> str:
    """Empty where no model may see it, or where there is nothing to see."""
    head = replace(buffer, text=_whole_lines(buffer.text, LONGEST))
    try:
        return excerpt(outgoing_of(head, ignore).buffer.text)
    except FileWithheldError:
        return ""


@remembered(50)
def excerpt(text: str) -> str:
    """The whole of a short file; of a longer one its outline, as far as that fits.

    The outline are the lines of the top level, and those further in that open something.
    """
    text = "\n".join(split_lines(text)).strip("\n")
    if len(text) > CHARACTERS:
        lines = [line for line in text.split("\n") if _belongs_to_outline(line)]
        text = "\n".join(lines)
    return _whole_lines(text, CHARACTERS).strip("\n")


def _whole_lines(text: str, size: int) -> str:
    return text if len(text) <= size else text[: text.rfind("\n", 0, size) + 1]


def _belongs_to_outline(line: str) -> bool:
    code = line.strip()
    if len(code) < 2:  # blank, or a bracket that closes
        return False
    indent = indent_width(line)
    return indent == 0 or (indent <= _DEEPEST and code.endswith(_OPENS))
