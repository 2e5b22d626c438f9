"""`glossator.explain`: an explanation, streamed into the margin."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.actions.explain.explain import explanation
from glossator.actions.explain.prose import prose
from glossator.errors import NoUsableAnswerError
from glossator.lsp.client.pages import Talk
from glossator.lsp.features.command_arguments import problem_of
from glossator.lsp.features.commands.page_stream import tell
from glossator.lsp.features.commands.request import command_error, command_request
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.actions.explain.explain import Explanation
    from glossator.lsp.session import Session


async def explain(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream an explanation; answers with its document, or null when the user cancelled it."""
    request = command_request(session, arguments)
    buffer = request.outgoing.buffer
    problem = problem_of(request.argument.get("diagnostic"), request.document, request.span)
    try:
        prepared = explanation(buffer, request.span, session.settings, problem)
    except NoUsableAnswerError as error:
        raise command_error(str(error)) from None
    page = session.pages.prose(prepared.title)
    page.talk = Talk(prepared.chat, buffer.language)
    pieces = _pieces(session, page.talk, prepared)
    return await tell(session, page, f"Explaining {buffer.name}", pieces)


async def _pieces(session: Session, talk: Talk, prepared: Explanation) -> AsyncGenerator[str]:
    """The head, which says who writes and what it was told about, then the explanation."""
    endpoint = await session.gateway.endpoint(Work.PROSE)
    yield f"*By {endpoint.model}, which was told about: {prepared.context}.*\n\n"
    said = ""
    pieces = prose(prepared.chat, talk.language, session.gateway, session.settings)
    async with aclosing(pieces):
        async for text in pieces:
            said += text
            yield text
    talk.turns.append(("", said))
