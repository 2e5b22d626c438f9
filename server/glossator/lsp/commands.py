"""The commands a user starts by name: explain, document, status."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.actions import document as docstrings
from glossator.actions import explain as explanations
from glossator.actions.errors import NothingToSay
from glossator.context.door import Admitted, Withheld
from glossator.lsp.live_edit import LiveEdit, PlaceLost
from glossator.lsp.progress import CancelledByUser, Progress, progress
from glossator.lsp.targets import target_of
from glossator.models.errors import ModelError
from glossator.models.requests import Work
from glossator.syntax.same_code import same_code

if TYPE_CHECKING:
    from glossator.lsp.documents import Document
    from glossator.lsp.session import Session

REQUEST_FAILED = types.LSPErrorCodes.RequestFailed.value


async def explain(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """`glossator.explain`: stream an explanation into the margin; answers with its document.

    None when the user cancelled it.
    """
    document, place = _target(session, arguments)
    buffer = _admitted(session, document).buffer
    span = document.offset_at(place.start), document.offset_at(place.end)
    page = session.margin.page(explanations.heading(buffer, span))
    title = f"Explaining {buffer.name}"
    try:
        async with progress(session.server, title, supported=session.abilities.progress) as line:
            await page.open()
            pieces = explanations.explain(buffer, span, session.gateway, session.settings)
            async with aclosing(pieces):
                async for text in pieces:
                    page.write(text)
                    line.report(page.text.rsplit("\n", 1)[-1][-60:])
            await page.close()
    except (ModelError, NothingToSay) as error:
        await page.abandon(str(error))
        raise _failed(str(error)) from None
    except CancelledByUser:
        await page.abandon("Cancelled.")
        return None
    except asyncio.CancelledError:
        await asyncio.shield(page.abandon("Cancelled."))
        raise
    return {"uri": page.uri}


async def document(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """`glossator.document`: stream a docstring into the buffer; answers with its final text.

    None when the user cancelled it; the buffer is then as it was.
    """
    target, place = _target(session, arguments)
    admitted = _admitted(session, target)
    buffer, style = admitted.buffer, session.settings.docstring_style
    plan = docstrings.plan(buffer, target.offset_at(place.start), style)
    if plan is None:
        raise _failed(f"There is nothing to document at this place of {buffer.name}.")
    label = f"Docstring for {plan.subject.name or buffer.name}"
    with LiveEdit(session.server, target, plan.replace, label) as edit:
        try:
            async with progress(
                session.server, label, supported=session.abilities.progress
            ) as line:
                text = await _write_docstring(session, admitted, plan, edit, line)
        except CancelledByUser:
            await _to_the_end(_take_back(session, edit, buffer.name))
            return None
        except asyncio.CancelledError:
            await _to_the_end(_take_back(session, edit, buffer.name))
            raise
        except (ModelError, NothingToSay) as error:
            await _to_the_end(_take_back(session, edit, buffer.name))
            raise _failed(str(error)) from None
        except PlaceLost:
            raise _failed(
                f"The docstring was stopped because {buffer.name} was changed at its place."
            ) from None
    return {"text": text}


async def _write_docstring(
    session: Session,
    admitted: Admitted,
    plan: docstrings.DocstringPlan,
    edit: LiveEdit,
    line: Progress,
) -> str:
    """Let the docstring grow in the buffer, or put it in whole where undo cannot be grouped."""
    text, buffer = plan.opening, admitted.buffer
    pieces = docstrings.write(buffer, plan, session.gateway, session.settings)
    async with aclosing(pieces):
        async for piece in pieces:
            text += admitted.restore(piece)
            line.report(piece.strip())
            if session.abilities.groups_undo:
                await edit.become(text + plan.closing)
    text += plan.closing
    start, end = plan.replace
    if not same_code(buffer.text, buffer.text[:start] + text + buffer.text[end:], buffer.language):
        raise NothingToSay("The docstring was taken back because it would have changed the code.")
    await edit.become(text)
    return text


async def status(session: Session) -> dict[str, Any]:
    """`glossator.status`: what answers, and what is wrong, for a status line."""
    try:
        code = await session.gateway.endpoint(Work.CODE)
        prose = await session.gateway.endpoint(Work.PROSE)
        able = await session.gateway.capabilities(Work.CODE)
    except ModelError as error:
        return {"state": "trouble", "message": str(error)}
    trouble = session.troubles.latest
    return {
        "state": "trouble" if trouble else "ready",
        "message": trouble or "",
        "codeModel": code.model,
        "proseModel": prose.model,
        "service": code.service,
        "ghostText": able.ghost_wire,
    }


def _target(session: Session, arguments: Sequence[Any]) -> tuple[Document, types.Range]:
    uri, place = target_of(arguments[0] if len(arguments) == 1 else None)
    return session.document(uri), place


def _admitted(session: Session, document: Document) -> Admitted:
    try:
        return session.admitted(document)
    except Withheld as error:
        raise _failed(str(error)) from None


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Do this even if a cancel comes meanwhile; the cancel counts afterwards."""
    task, cancelled = asyncio.create_task(work), False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError


async def _take_back(session: Session, edit: LiveEdit, name: str) -> None:
    if not await edit.take_back():
        session.server.window_show_message(
            types.ShowMessageParams(
                types.MessageType.Warning,
                f"A part of the docstring stays in {name}, because you changed it meanwhile.",
            )
        )


def _failed(sentence: str) -> JsonRpcException:
    return JsonRpcException(message=sentence, code=REQUEST_FAILED)
