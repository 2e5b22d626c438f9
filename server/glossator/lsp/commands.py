"""The commands a user starts by name: explain, document, status."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.actions import document as docstrings
from glossator.actions import explain as explanations
from glossator.actions.errors import NothingToSay
from glossator.lsp.live_edit import LiveEdit, PlaceLost
from glossator.lsp.progress import CancelledByUser, progress
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
    uri, place = target_of(*arguments[:1] or [None])
    document = _visible(session, uri)
    buffer = session.buffer(document)
    span = document.offset_at(place.start), document.offset_at(place.end)
    page = session.margin.page(explanations.heading(buffer, span))
    try:
        async with progress(
            session.server, f"Explaining {buffer.name}", supported=session.abilities.progress
        ) as line:
            await page.open()
            async for text in explanations.explain(buffer, span, session.gateway, session.settings):
                page.write(text)
                line.report(page.text.rsplit("\n", 1)[-1][-60:])
            await page.close()
    except (ModelError, NothingToSay) as error:
        await page.close(f"\n\n*{error}*\n")
        raise _failed(str(error)) from None
    except CancelledByUser:
        await page.close("\n\n*Cancelled.*\n")
        return None
    except asyncio.CancelledError:
        await asyncio.shield(page.close("\n\n*Cancelled.*\n"))
        raise
    return {"uri": page.uri}


async def document(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """`glossator.document`: stream a docstring into the buffer; answers with its final text.

    None when the user cancelled it; the buffer is then as it was.
    """
    uri, place = target_of(*arguments[:1] or [None])
    target = _visible(session, uri)
    buffer = session.buffer(target)
    offset, settings = target.offset_at(place.start), session.settings
    plan = docstrings.plan(buffer, offset, settings.docstring_style)
    if plan is None:
        raise _failed(f"There is nothing to document at this place of {buffer.name}.")
    label = f"Docstring for {plan.subject.name or buffer.name}"
    with LiveEdit(session.server, target, plan.replace, label) as edit:
        try:
            async with progress(
                session.server, label, supported=session.abilities.progress
            ) as line:
                text, written = "", []
                async for piece in docstrings.write(buffer, plan, session.gateway, settings):
                    written.append(piece)
                    line.report(piece.strip())
                    text = plan.opening + "".join(written) + plan.closing
                    if session.abilities.groups_undo:
                        await edit.become(text)
                _must_be_same_code(buffer.text, plan.replace, text, buffer.language)
                await edit.become(text)
        except CancelledByUser:
            await _take_back(session, edit, buffer.name)
            return None
        except asyncio.CancelledError:
            await asyncio.shield(_take_back(session, edit, buffer.name))
            raise
        except (ModelError, NothingToSay) as error:
            await _take_back(session, edit, buffer.name)
            raise _failed(str(error)) from None
        except PlaceLost:
            raise _failed(
                f"The docstring was stopped because {buffer.name} was changed at its place."
            ) from None
    return {"text": text}


async def status(session: Session) -> dict[str, Any]:
    """`glossator.status`: what answers, and what is wrong, for a status line."""
    try:
        code = await session.gateway.endpoint(Work.CODE)
        prose = await session.gateway.endpoint(Work.PROSE)
    except ModelError as error:
        return {"state": "trouble", "message": str(error)}
    trouble = session.troubles.latest
    return {
        "state": "trouble" if trouble else "ready",
        "message": trouble or "",
        "codeModel": code.model,
        "proseModel": prose.model,
        "service": code.service,
    }


def _visible(session: Session, uri: str) -> Document:
    """The document, if a model may see it."""
    document = session.document(uri)
    reason = session.off_because(document)
    if reason is not None:
        raise _failed(f"No model may see this file: {reason}.")
    return document


def _must_be_same_code(before: str, place: tuple[int, int], text: str, language: str) -> None:
    start, end = place
    if not same_code(before, before[:start] + text + before[end:], language):
        raise NothingToSay("The docstring was taken back because it would have changed the code.")


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
