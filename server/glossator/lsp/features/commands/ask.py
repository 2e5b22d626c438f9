"""`glossator.ask`: a question about what a page of the margin says, answered on that page."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from glossator.actions.explain.prose import prose
from glossator.actions.prompts import follow_up_messages
from glossator.lsp.client.input import ask_user
from glossator.lsp.client.pages import Talk
from glossator.lsp.features.commands.page_stream import tell
from glossator.lsp.features.commands.request import command_error

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def ask(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream the answer to the end of the page; null when the user cancelled it."""
    argument = arguments[0] if len(arguments) == 1 else None
    if not isinstance(argument, Mapping) or not isinstance(argument.get("page"), str):
        raise JsonRpcInvalidParams(message="The command takes one argument: {page, question}.")
    page = session.pages.find(argument["page"])
    if page is None:
        raise command_error("This page is no longer kept; explain the code again to ask about it.")
    if page.talk is None:
        raise command_error(
            "Only an explanation takes questions; explain the code to ask about it."
        )
    question = argument.get("question")
    if not isinstance(question, str) or not question.strip():
        if not session.client_capabilities.asks_user:
            raise command_error("There is no question; it belongs into the command's argument.")
        question = await ask_user(session, "Ask about this explanation", "Why …?")
    if question is None:
        return None
    if page.on_close is not None:
        raise command_error("This page is still being written; ask again when it is whole.")
    pieces = _pieces(session, page.talk, question.strip())
    return await tell(session, page, f"Answering: {question.strip()}", pieces)


async def _pieces(session: Session, talk: Talk, question: str) -> AsyncGenerator[str]:
    yield f"\n\n## {' '.join(question.split())}\n\n"
    chat = follow_up_messages(talk.chat, talk.turns, question, session.settings.language)
    said = ""
    pieces = prose(chat, talk.language, session.gateway, session.settings)
    async with aclosing(pieces):
        async for text in pieces:
            said += text
            yield text
    talk.turns.append((question, said))
