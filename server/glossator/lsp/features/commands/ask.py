"""`glossator.ask`: a question about a page, answered on that page."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pygls.exceptions import JsonRpcInvalidParams

from glossator.actions.explain.prose import prose
from glossator.actions.prompts import follow_up_messages
from glossator.errors import CommandError
from glossator.lsp.client.pages import Talk
from glossator.lsp.features.commands.page_stream import stream_page

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def ask(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream the answer to the end of the page; null when the user cancelled it."""
    argument = arguments[0] if len(arguments) == 1 else None
    if not isinstance(argument, Mapping) or not isinstance(argument.get("page"), str):
        raise JsonRpcInvalidParams(message="The command takes one argument: {page, question}.")
    page = session.client.pages.find(argument["page"])
    if page is None:
        raise CommandError("This page is no longer kept; explain the code again to ask about it.")
    if page.talk is None:
        raise CommandError("Only an explanation takes questions; explain the code to ask about it.")
    question = argument.get("question")
    if not isinstance(question, str) or not question.strip():
        if not session.client.capabilities.asks_user:
            raise CommandError("There is no question; it belongs into the command's argument.")
        question = await session.client.ask_user("Ask about this explanation", "Why …?")
    if question is None:
        return None
    if page.on_close is not None:
        raise CommandError("This page is still being written; ask again when it is whole.")
    pieces = _pieces(session, page.talk, question.strip())
    return await stream_page(session, page, f"Answering: {question.strip()}", pieces)


async def _pieces(session: Session, talk: Talk, question: str) -> AsyncGenerator[str]:
    yield f"\n\n## {' '.join(question.split())}\n\n"
    document = session.documents.document(talk.uri)
    if document is not None and (document.version or 0) != talk.version:
        name = unquote(talk.uri.rsplit("/", 1)[-1])
        yield f"*{name} was changed meanwhile; this is about the text that was explained.*\n\n"
    chat = follow_up_messages(talk.chat, talk.turns, question, session.settings.language)
    reply = ""
    pieces = prose(chat, talk.language, session.backend.gateway, session.settings)
    async with aclosing(pieces):
        async for text in pieces:
            reply += text
            yield text
    talk.turns.append((question, reply))
