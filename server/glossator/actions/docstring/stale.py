"""Documentation that its signature has left behind: found by reading, without a model. Pure.

Imports tree-sitter through `syntax`: import it lazily.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from glossator.actions.docstring.dialects import dialect_for
from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.plan import worth_documenting
from glossator.actions.docstring.update.drift import contradicted, gone, missing
from glossator.actions.docstring.update.update import ExistingDocumentation
from glossator.context.buffer import Buffer
from glossator.syntax.registry import LANGUAGES
from glossator.syntax.signature import Documentable, Parameter
from glossator.text.lines import line_end
from glossator.text.spans import Span

LONGEST_TEXT = 200_000
"""Code points; in a longer file nothing is looked for."""
MOST_TOLD = 3
"""Differences that one message tells."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A definition whose documentation differs from it: its first line, and how, in a sentence."""

    span: Span
    message: str


def stale_documentation(buffer: Buffer) -> Iterator[Stale]:
    """The definitions that have parameters or types other than their documentation tells.

    Nothing in a file that documents nothing: what was never told has not been left behind.
    """
    if buffer.language not in LANGUAGES or len(buffer.text) > LONGEST_TEXT:
        return
    for subject in worth_documenting(buffer):
        existing = _existing(buffer, subject)
        if existing is None:
            continue
        differences = list(_differences(existing, subject))
        if differences:
            start = subject.source[0]
            told = ", ".join(differences[:MOST_TOLD])
            more = len(differences) - MOST_TOLD
            told += f" and {more} more" if more > 0 else ""
            message = f"The documentation of `{subject.name}` differs from its signature: {told}."
            yield Stale((start, line_end(buffer.text, start)), message)


def _existing(buffer: Buffer, subject: Documentable) -> ExistingDocumentation | None:
    """What documents `subject`, read alone: the style of the rest of the file does not count."""
    if subject.docstring is None or not subject.name:
        return None
    source = buffer.text[slice(*subject.docstring)]
    alone = replace(subject, docstring=(0, len(source)))
    return dialect_for(buffer.language, alone, source, "auto").existing(source, subject.indent)


def _differences(existing: ExistingDocumentation, subject: Documentable) -> Iterator[str]:
    parsed = existing.parsed
    if parsed.of(Topic.PARAMETER):
        for lacking in missing(parsed, subject):
            if isinstance(lacking, Parameter) and _must_be_told(lacking):
                name = lacking.name if lacking.name[1:].isdigit() else lacking.key
                yield f"`{name}` is missing"
    for entry in gone(parsed, subject):
        yield f"`{', '.join(entry.names)}` is no parameter"
    texts = [line.text for line in existing.source.lines]
    for entry, written in contradicted(parsed, texts, subject):
        name = entry.names[0] if entry.topic is Topic.PARAMETER else "the result"
        yield f"{f'`{name}`' if entry.names else name} is `{written}` in the code"


def _must_be_told(parameter: Parameter) -> bool:
    """Whether who documents parameters documents this one: no type, no rest, no unused one."""
    is_rest = parameter.name.startswith(("*", "...", "&"))
    return not (parameter.is_type or is_rest or parameter.key.startswith("_"))
