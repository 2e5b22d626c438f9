"""What stands around a stretch of code and what it leans on. From its grammar, if it has one."""

from __future__ import annotations

from dataclasses import dataclass

from glossator.context.buffer import Buffer
from glossator.text.spans import Span


@dataclass(frozen=True, slots=True)
class CodeContext:
    """The scope around a span, and the definitions it uses that the scope does not hold."""

    scope: Span | None
    definitions: tuple[Span, ...] = ()


def surroundings(buffer: Buffer, start: int, end: int) -> CodeContext:
    """Look at the syntax tree, where the language has one."""
    from glossator.syntax.registry import LANGUAGES
    from glossator.syntax.scopes import definitions_used

    if buffer.language not in LANGUAGES:
        return CodeContext(None)
    scope = scope_around(buffer, start, end)
    used = definitions_used(buffer.text, start, end, buffer.language)
    if scope is not None:
        used = [each for each in used if not scope[0] <= each[0] < scope[1]]
    return CodeContext(scope, tuple(used))


def scope_around(buffer: Buffer, start: int, end: int) -> Span | None:
    """The innermost definition around the span; None at the top level and without a grammar."""
    from glossator.syntax.registry import LANGUAGES
    from glossator.syntax.scopes import enclosing_scope

    if buffer.language not in LANGUAGES:
        return None
    return enclosing_scope(buffer.text, start, end, buffer.language)
