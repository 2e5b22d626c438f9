"""`glossator.document`: a docstring, streamed into the buffer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.actions.docstring import plan as docstrings
from glossator.errors import CommandError, NoUsableAnswerError
from glossator.lsp.edits.edit_stream import Step
from glossator.lsp.features.commands.request import command_request, with_declarations
from glossator.syntax.same_code import same_code

if TYPE_CHECKING:
    from glossator.context.outgoing import Outgoing
    from glossator.lsp.session import Session


async def document(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Write a docstring; answers with its text, or null when the user cancelled it.

    The buffer is then as it was.
    """
    request = await command_request(session, arguments)
    buffer = request.outgoing.buffer
    offset = docstrings.meant_offset(buffer, request.span)
    plan = docstrings.plan(buffer, offset, session.settings_for(buffer).docstring_style)
    if plan is None:
        raise CommandError(docstrings.why_not(buffer, offset, f"this place of {buffer.name}"))
    label = f"Docstring for {plan.subject.name or buffer.name}"
    text = await session.edits.stream(
        request.snapshot.document,
        plan.replace,
        label,
        steps(session, request.outgoing, plan),
        preview=session.settings.preview_edits,
    )
    return None if text is None else {"text": text}


async def steps(
    session: Session, outgoing: Outgoing, plan: docstrings.DocstringPlan
) -> AsyncGenerator[Step]:
    """The docstring as it grows, with what stands around it in the text."""
    code = outgoing.buffer.text[slice(*plan.subject.source)]
    outgoing = with_declarations(session, outgoing, code)
    text, buffer = plan.opening, outgoing.buffer
    pieces = docstrings.write(buffer, plan, session.backend.gateway, session.settings)
    async with aclosing(pieces):
        async for piece in pieces:
            text += outgoing.restore(piece)
            yield Step(text + plan.closing, piece.strip())
    text += plan.closing
    start, end = plan.replace
    if not same_code(buffer.text, buffer.text[:start] + text + buffer.text[end:], buffer.language):
        raise NoUsableAnswerError(
            "The docstring was taken back because it would have changed the code."
        )
    yield Step(text)
