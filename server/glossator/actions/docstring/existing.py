"""What an existing docstring says: facts that may still be true, and lines that stay as they are.

Doctests, notes, tables and lists are the user's own; an update of the docstring moves them after
what it writes and changes nothing in them.
"""

from __future__ import annotations

import ast
import inspect
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from glossator.actions.docstring import line_grammar as lines
from glossator.actions.docstring.answer_parser import AnswerParser, Fact
from glossator.syntax.signature import Signature
from glossator.text.lines import split_lines, without_empty_ends


@dataclass(frozen=True, slots=True)
class ExistingDocumentation:
    """The docstring that is there now: its text without quotes or marks, and what is in it.

    `kept` are the lines of its description that stay as they are, `tags` those of tags that say
    what the code does not. `types` has those that the code does not tell, by the parameter's name,
    under "" that of the result.
    """

    text: str = ""
    facts: tuple[Fact, ...] = ()
    kept: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)


def read_former(literal: str, signature: Signature) -> ExistingDocumentation:
    """Read the docstring whose source is `literal`, quotes and prefix included."""
    return read_sections(_value(literal), signature)


def read_sections(text: str, signature: Signature) -> ExistingDocumentation:
    """Read a docstring whose parts are paragraphs and sections under headings."""
    told: list[str] = []
    kept: list[str] = []
    section = "told"
    paragraphs = (
        (has_text, list(group))
        for has_text, group in groupby(split_lines(text), key=lambda line: bool(line.strip()))
    )
    for has_text, paragraph in paragraphs:
        if has_text:
            section = _section(paragraph, section)
        (kept if section in ("kept", "odd") else told).extend(paragraph)
    reader = AnswerParser(signature)
    facts = (*reader.feed("\n".join(told)), *reader.finish())
    return ExistingDocumentation(text, facts, tuple(without_empty_ends(kept)))


def _section(paragraph: list[str], before: str) -> str:
    """Where a paragraph belongs: told in facts, a kept section, or odd by itself."""
    first = paragraph[0]
    heading = lines.HEADING.fullmatch(first.rstrip())
    if heading is not None:
        known = heading["title"].lower().rstrip("s") in lines.HEADING_TOPICS
        return "entries" if known else "kept"
    if lines.FIELD.match(first):
        return "entries"
    if before in ("kept", "entries"):
        return before
    return "told" if all(_is_plain(line) for line in paragraph) else "odd"


def _is_plain(line: str) -> bool:
    return re.match(r"[\w`'\"(*]", line) is not None and not line.endswith("::")


def _value(literal: str) -> str:
    """What the literal evaluates to, indentation removed; nothing for one that is broken."""
    with warnings.catch_warnings():
        # An invalid escape in the user's own docstring is not news to tell here.
        warnings.simplefilter("ignore")
        try:
            value = ast.literal_eval(literal)
        except (SyntaxError, ValueError):
            return ""
    return inspect.cleandoc(value) if isinstance(value, str) else ""
