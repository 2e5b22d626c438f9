"""`glossator.explain`: an explanation, streamed into a page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from glossator.actions.explain.explain import explanation
from glossator.actions.explain.prose import prose
from glossator.lsp.client.pages import Talk
from glossator.lsp.features.command_arguments import problem_of
from glossator.lsp.features.commands.page_stream import stream_page
from glossator.lsp.features.commands.request import SHORT, command_request
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.actions.explain.explain import Explanation
    from glossator.lsp.session import Session


async def explain(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream an explanation; answers with its document, or null when the user cancelled it."""
    request = await command_request(session, arguments)
    buffer = request.outgoing.buffer
    problem = problem_of(request.argument.get("diagnostic"), request.snapshot, request.span)
    if problem is not None:
        problem = replace(problem, message=request.outgoing.hide(problem.message))
    prepare = partial(explanation, buffer, request.span, session.settings, problem)
    # What stands around the code takes long to find in a file that is made to hurt.
    prepared = await asyncio.to_thread(prepare) if len(buffer.text) > SHORT else prepare()
    page = session.client.pages.prose(prepared.title)
    page.talk = Talk(prepared.chat, prepared.language, buffer.uri, buffer.version)
    pieces = _pieces(session, page.talk, prepared)
    return await stream_page(session, page, f"Explaining {buffer.name}", pieces)


async def _pieces(session: Session, talk: Talk, prepared: Explanation) -> AsyncGenerator[str]:
    """The head, which says who writes and what the prompt shows, then the explanation."""
    endpoint = await session.backend.gateway.endpoint(Work.PROSE)
    yield f"*By {endpoint.model}, which was told about: {prepared.context}.*\n\n"
    reply = ""
    pieces = prose(prepared.chat, talk.language, session.backend.gateway, session.settings)
    async with aclosing(pieces):
        async for text in pieces:
            reply += text
            yield text
    talk.turns.append(("", reply))
