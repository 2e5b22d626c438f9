"""Explain code in prose: a selection, the symbol at the cursor, or a problem reported there."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossator.actions import prompts
from glossator.actions.answers import Answering
from glossator.actions.code_context import scope_around, surroundings
from glossator.actions.diagnostic import Diagnostic
from glossator.actions.explain.prose import prose
from glossator.actions.rewrite.region import whole_tokens
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat
from glossator.settings import Settings
from glossator.text.embedded import alone, language_at
from glossator.text.lines import line_end, line_number, line_start, lines_around, split_lines
from glossator.text.spans import Span, trimmed

if TYPE_CHECKING:
    from glossator.syntax.signature import Documentable

LONGEST_NAME = 60
"""Code points of a definition's first line, where it is named to the reader."""

MOST_CALLS = 5
"""Lines that use a definition; more of them would tell nothing more."""
NEAR_LINES = 10
"""Lines before and after a problem at the top level."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An explanation before it is asked for: its title, the request, and the context in words.

    `language` is that of the code, which in a page or in Markdown is not the file's.
    """

    title: str
    language: str
    chat: Chat
    context: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The code in question; `symbol` where a name in it is meant, `problem` where that is."""

    start: int
    end: int
    symbol: str = ""
    problem: Diagnostic | None = None


def explanation(
    buffer: Buffer, span: Span, settings: Settings, problem: Diagnostic | None = None
) -> Explanation:
    """Prepare an explanation of `span` (code points), or of a problem that was reported.

    An empty span means the symbol at it, without one the definition around it, at the top level the
    whole file.

    Raises:
        NoUsableAnswerError: for an empty file.
    """
    if not buffer.text.strip():
        raise NoUsableAnswerError(f"{buffer.name} is empty: there is nothing to explain.")
    buffer = _part_of_one_language(buffer, problem.span if problem is not None else span)
    found = subject(buffer, span, problem)
    around = surroundings(buffer, found.start, found.end)
    scope = around.scope or _near(buffer.text, problem)
    shown = prompts.Explained(
        file=buffer.name,
        language=buffer.language,
        request=_request(found),
        code=buffer.text[found.start : found.end],
        scope=buffer.text[slice(*scope)] if scope else "",
        definitions=tuple(buffer.text[slice(*each)] for each in around.definitions),
        calls=_calls(buffer, found),
        elsewhere=buffer.beside,
    ).within(prompts.LONGEST_EXPLAINED)
    chat = prompts.explanation_messages(shown, settings.language)
    return Explanation(_title(buffer, found), buffer.language, chat, _context(buffer, found, shown))


def _part_of_one_language(buffer: Buffer, span: Span) -> Buffer:
    """The buffer with a script of a page, or a fence of Markdown, alone if `span` lies in it."""
    language = language_at(buffer.text, span, buffer.language)
    if language == buffer.language:
        return buffer
    return replace(buffer, text=alone(buffer.text, span, buffer.language), language=language)


def explain(
    buffer: Buffer, span: Span, gateway: Answering, settings: Settings
) -> AsyncGenerator[str]:
    """The explanation of `span` in Markdown, piece by piece as it streams in.

    Closing the iterator closes the stream.

    Raises:
        NoUsableAnswerError: for an empty file or answer.
        ModelError: when the service fails.
    """
    prepared = explanation(buffer, span, settings)
    return prose(prepared.chat, prepared.language, gateway, settings)


def subject(buffer: Buffer, span: Span, problem: Diagnostic | None = None) -> Subject:
    """What is explained: the selection without the blank space around it, or what the cursor means.

    A selection that cuts a word or a string has the whole of it.
    """
    if problem is not None:
        return Subject(*_lines(buffer.text, *problem.span), problem=problem)
    start, end = sorted(min(max(offset, 0), len(buffer.text)) for offset in span)
    if buffer.text[start:end].strip():
        return Subject(*whole_tokens(buffer, *trimmed(buffer.text, start, end)))
    if symbol := _symbol(buffer, start):
        return Subject(*_lines(buffer.text, start, start), symbol=symbol)
    around = scope_around(buffer, start, start) or (0, len(buffer.text))
    return Subject(*trimmed(buffer.text, *around))


def _request(found: Subject) -> str:
    if found.problem is not None:
        return (
            "Explain this problem, why it arises here and how to solve it: "
            f"{found.problem.description}\nIt was reported for this code:"
        )
    if found.symbol:
        return f"Explain what `{found.symbol}` is and what it does in this code:"
    return "Explain this code:"


def _title(buffer: Buffer, found: Subject) -> str:
    """Explanation of `add` in calc.py, lines 3–9."""
    where = _where(buffer, found)
    if found.problem is not None:
        return f"Explanation of a problem in {buffer.name}, {where}"
    name = found.symbol or _name(buffer, found)
    of = f"of `{name}` in {buffer.name}" if name else f"of {buffer.name}"
    return f"Explanation {of}, {where}"


def _where(buffer: Buffer, found: Subject) -> str:
    first = line_number(buffer.text, found.start) + 1
    last = line_number(buffer.text, found.end) + 1
    return f"lines {first}–{last}" if last > first else f"line {first}"


def _context(buffer: Buffer, found: Subject, shown: prompts.Explained) -> str:
    """Line 3, the code around it, and the definitions of `a` and `b`."""
    parts = [_where(buffer, found)]
    if found.problem is not None:
        parts.append(f"the problem “{found.problem.description}”")
        if found.problem.page:
            parts.append(f"which `{found.problem.page}` describes")
    if shown.scope:
        parts.append(f"the code around it, `{_first_line(shown.scope)}`")
    if shown.definitions:
        names = ", ".join(f"`{_first_line(definition)}`" for definition in shown.definitions)
        parts.append(f"from the same file {names}")
    if shown.calls:
        parts.append("where it is called in this file")
    if shown.elsewhere:
        lines = [line for _, declared in shown.elsewhere for line in split_lines(declared)]
        parts.append("from other files " + ", ".join(f"`{_first_line(line)}`" for line in lines))
    if prompts.CUT in shown.code + shown.scope:
        parts.append("shortened in the middle")
    return "; ".join(parts)


def _calls(buffer: Buffer, found: Subject) -> str:
    """The lines that use what is explained from elsewhere in the file, where they are few."""
    definition = _definition(buffer, found)
    if definition is None or not definition.name or found.symbol or found.problem is not None:
        return ""
    from glossator.syntax.symbols import uses_of

    first, last = definition.source
    lines = {
        line_start(buffer.text, at): line_end(buffer.text, at)
        for at in uses_of(buffer.text, definition.name, buffer.language)
        if not first <= at < last
    }
    few = lines.items() if len(lines) <= MOST_CALLS else ()
    return "\n".join(buffer.text[start:end].strip() for start, end in few)


def _first_line(code: str) -> str:
    line = split_lines(code.strip())[0].replace("`", "'")
    return line if len(line) <= LONGEST_NAME else f"{line[:LONGEST_NAME]}…"


def _lines(text: str, start: int, end: int) -> Span:
    return trimmed(text, line_start(text, start), line_end(text, end))


def _near(text: str, problem: Diagnostic | None) -> Span | None:
    """The lines around a problem that lies in no definition."""
    return None if problem is None else lines_around(text, problem.span, NEAR_LINES)


def _symbol(buffer: Buffer, offset: int) -> str:
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES:
        return ""
    from glossator.syntax.symbols import symbol_at

    return symbol_at(buffer.text, offset, buffer.language)


def _name(buffer: Buffer, found: Subject) -> str:
    """The name of the definition that the span is or lies in."""
    definition = _definition(buffer, found)
    return definition.name if definition is not None else ""


def _definition(buffer: Buffer, found: Subject) -> Documentable | None:
    """The definition that the span is or lies in."""
    from glossator.syntax.documentable import documentable_at
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES:
        return None
    definition = documentable_at(buffer.text, found.start, buffer.language)
    return definition if definition is not None and found.end <= definition.source[1] else None
