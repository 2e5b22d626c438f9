"""Explain a stretch of code in prose, from itself and what the same file says about it.

Imports tree-sitter through `syntax` when first used.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator

from glossator.actions import prompts
from glossator.actions.answers import Answering
from glossator.actions.errors import NothingToSay
from glossator.actions.fresh_lines import FreshLines
from glossator.context.code import Buffer
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings

LONGEST_ANSWER = 1000
"""Tokens."""

Span = tuple[int, int]


async def explain(
    buffer: Buffer, span: Span, gateway: Answering, settings: Settings
) -> AsyncGenerator[str]:
    """The explanation of `span` (code points) in Markdown, piece by piece as it streams in.

    An empty span means the definition around it, at the top level the whole file. Raises
    NothingToSay for an empty file or answer, and ModelError; closing the iterator closes the
    stream.
    """
    if not buffer.text.strip():
        raise NothingToSay(f"{buffer.name} is empty: there is nothing to explain.")
    chat, sampling = messages(buffer, span), Sampling(max_tokens=LONGEST_ANSWER)
    deadline = settings.request_deadline
    prose = FreshLines()
    said = False
    async with gateway.stream(Work.PROSE, chat, sampling, deadline=deadline) as answer:
        async for piece in answer:
            text = prose.feed(piece.text)
            if text:
                said = True
                yield text
            if prose.is_circular:
                break
    if text := prose.finish():
        said = True
        yield text
    if said and answer.finish_reason == "length" and not prose.is_circular:
        yield "…"
    if not said:
        raise NothingToSay("The model gave an empty answer; try again, or choose another model.")


def messages(buffer: Buffer, span: Span) -> Chat:
    """What the model is asked about `span`."""
    start, end = subject(buffer, span)
    scope, definitions = _surroundings(buffer, start, end)
    explained = prompts.Explained(
        file=buffer.name,
        language=buffer.language,
        selection=buffer.text[start:end],
        scope=buffer.text[slice(*scope)] if scope else "",
        definitions=[buffer.text[slice(*definition)] for definition in definitions],
    )
    return prompts.explanation_messages(explained)


def heading(buffer: Buffer, span: Span) -> str:
    """Explanation of `add` in calc.py, lines 3–9."""
    start, end = subject(buffer, span)
    first = buffer.text.count("\n", 0, start) + 1
    last = buffer.text.count("\n", 0, end) + 1
    where = f"lines {first}–{last}" if last > first else f"line {first}"
    name = _name(buffer, start, end)
    of = f"of `{name}` in {buffer.name}" if name else f"of {buffer.name}"
    return f"Explanation {of}, {where}"


def subject(buffer: Buffer, span: Span) -> Span:
    """What is explained: the selection without the blank space around it, or what the cursor means.

    That is the definition around the cursor, at the top level the whole file.
    """
    start, end = sorted(min(max(offset, 0), len(buffer.text)) for offset in span)
    if not buffer.text[start:end].strip():
        start, end = _scope(buffer, start, start) or (0, len(buffer.text))
    selected = buffer.text[start:end]
    start += len(selected) - len(selected.lstrip())
    return start, start + len(selected.strip())


def _surroundings(buffer: Buffer, start: int, end: int) -> tuple[Span | None, list[Span]]:
    """The scope around the span, and the definitions it uses that the scope does not hold."""
    from glossator.syntax.languages import LANGUAGES
    from glossator.syntax.scopes import definitions_used

    if buffer.language not in LANGUAGES:
        return None, []
    scope = _scope(buffer, start, end)
    used = definitions_used(buffer.text, start, end, buffer.language)
    if scope is not None:
        used = [each for each in used if not scope[0] <= each[0] < scope[1]]
    return scope, used


def _scope(buffer: Buffer, start: int, end: int) -> Span | None:
    from glossator.syntax.languages import LANGUAGES
    from glossator.syntax.scopes import enclosing_scope

    if buffer.language not in LANGUAGES:
        return None
    return enclosing_scope(buffer.text, start, end, buffer.language)


def _name(buffer: Buffer, start: int, end: int) -> str:
    """The name of the definition that the span is or lies in."""
    from glossator.syntax.documentable import documentable_at
    from glossator.syntax.languages import LANGUAGES

    if buffer.language not in LANGUAGES:
        return ""
    found = documentable_at(buffer.text, start, buffer.language)
    return found.name if found is not None and end <= found.source[1] else ""
