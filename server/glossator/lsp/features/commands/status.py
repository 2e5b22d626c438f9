"""`glossator.status`: what answers, what is wrong, and why a document gets no ghost text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator import config
from glossator.context.outgoing import why_withheld
from glossator.errors import ModelError
from glossator.lsp.extensions import StatusResult
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session


async def status(session: Session, arguments: Sequence[Any]) -> StatusResult:
    """The status; `off` says why the document of the argument gets no ghost text.

    Waits until it is known what the models can do.
    """
    backend, document = session.backend, _document(session, arguments)
    try:
        code = await backend.gateway.endpoint(Work.CODE)
        prose = await backend.gateway.endpoint(Work.PROSE)
        able = await backend.gateway.capabilities(Work.CODE)
    except ModelError as error:
        if backend is not session.backend:  # the settings have changed meanwhile
            return await status(session, arguments)
        session.client.status.unready(str(error))
        return _known(session, document)
    session.client.status.unready(None)
    known = _known(session, document)
    known["codeModel"], known["proseModel"] = code.model, prose.model
    known["service"], known["ghostText"] = code.service, able.ghost_wire
    return known


def _known(session: Session, document: Document | None) -> StatusResult:
    """What is known without asking a model."""
    state = session.client.status.state()
    known = StatusResult(
        state=state["state"],
        message=state["message"],
        services=config.hosts(session.settings),
        winningKeys=config.winning_keys(session.backend.loaded),
    )
    if document is not None:
        known["off"] = why_off(session, document)
    return known


def why_off(session: Session, document: Document) -> str | None:
    """Why a document gets no ghost text, as a sentence; None where it does."""
    language = document.language_id or ""
    if not session.settings.enabled:
        return "Ghost text is switched off."
    if not session.settings.languages.get(language, True):
        return f"Ghost text is switched off for {language}."
    return why_withheld(session.documents.buffer(document), session.backend.ignore)


def _document(session: Session, arguments: Sequence[Any]) -> Document | None:
    given = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
    return session.documents.document(str(given.get("uri", "")))
