"""A command's request: its document, the selection in it, and what a model may see of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from glossator.context.outgoing import Outgoing, outgoing_of
from glossator.errors import CommandError
from glossator.lsp.features.command_arguments import span_of, target_of
from glossator.syntax.registry import LANGUAGES, parse

if TYPE_CHECKING:
    from glossator.context.buffer import Buffer
    from glossator.lsp.documents.snapshot import Snapshot
    from glossator.lsp.session import Session

AROUND = 1_000
"""Code points around a cursor whose names are looked up in other files."""
LONGEST_BESIDE = 2_000
"""Code points of declarations from other files."""
SHORT = 10_000
"""Code points; a shorter text is looked at within a few milliseconds, a longer one in a thread."""


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """One command's `{uri, range}` or `{uri, position}`, and whatever else the argument holds."""

    snapshot: Snapshot
    span: tuple[int, int]
    outgoing: Outgoing
    argument: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The file's name for a sentence."""
        return self.outgoing.buffer.name

    def check_unchanged(self) -> None:
        """Raise a CommandError if the document has changed since the command was called."""
        if not self.snapshot.is_current:
            raise CommandError(f"{self.name} was changed meanwhile; select the code again.")


async def command_request(session: Session, arguments: Sequence[Any]) -> CommandRequest:
    """Read the one argument of a command.

    Raises:
        JsonRpcInvalidParams: when it is malformed, or the document is not open.
        FileWithheldError: when no model may see the document.
    """
    argument = arguments[0] if len(arguments) == 1 else None
    uri, selection = target_of(argument)
    snapshot = session.snapshot(uri)
    span = span_of(selection, snapshot, session.client.capabilities)
    outgoing = await let_out(session, snapshot.buffer)
    outgoing = with_declarations(
        session, outgoing, _code_meant(outgoing.buffer, span, argument or {})
    )
    await tree_made(outgoing.buffer)
    return CommandRequest(snapshot, span, outgoing, argument or {})


async def let_out(session: Session, buffer: Buffer) -> Outgoing:
    """A whole buffer as a model may see it; a thread looks for the secrets of a long one.

    Raises:
        FileWithheldError: when no model may see it.
    """
    ignore = session.backend.ignore
    if len(buffer.text) <= SHORT:
        return outgoing_of(buffer, ignore)
    return await asyncio.to_thread(outgoing_of, buffer, ignore)


def with_declarations(session: Session, outgoing: Outgoing, code: str) -> Outgoing:
    """A document with what other files declare of the names in a part of it, as known by now."""
    used = session.backend.workspace.used(outgoing.buffer.uri, code, LONGEST_BESIDE)
    return replace(outgoing, buffer=replace(outgoing.buffer, beside=used))


def _code_meant(buffer: Buffer, span: tuple[int, int], argument: Mapping[str, Any]) -> str:
    """The selection or what is around the cursor, with the message of a problem in it."""
    start, end = sorted(span)
    if not buffer.text[start:end].strip():
        start, end = max(0, start - AROUND), end + AROUND
    problem = argument.get("diagnostic")
    message = str(problem.get("message", "")) if isinstance(problem, Mapping) else ""
    return f"{message}\n{buffer.text[start:end]}"


async def tree_made(buffer: Buffer) -> None:
    """Return when the tree of a buffer is there; a thread makes that of a long text."""
    if len(buffer.text) > SHORT and buffer.language in LANGUAGES:
        await asyncio.to_thread(parse, buffer.text, buffer.language)
