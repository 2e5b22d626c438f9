"""`glossator.status`: what answers, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator import config
from glossator.errors import ModelError
from glossator.lsp.extensions import ShownDeclaration, StatusResult
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def status(session: Session, arguments: Sequence[Any]) -> StatusResult:
    """The status, with what is known of the models; waits until it is known what they can do,
    and until what stands beside the open documents has been read."""
    backend = session.backend
    await backend.workspace.settled()
    try:
        code = await backend.gateway.endpoint(Work.CODE)
        prose = await backend.gateway.endpoint(Work.PROSE)
        able = await backend.gateway.capabilities(Work.CODE)
    except ModelError as error:
        if backend is not session.backend:  # the settings have changed meanwhile
            return await status(session, arguments)
        session.client.status.unready(str(error))
        return _known(session)
    session.client.status.unready(None)
    known = _known(session)
    known["codeModel"], known["proseModel"] = code.model, prose.model
    known["service"] = code.service
    if able.ghost_wire != "none":
        known["ghostText"] = able.ghost_wire
    return known


def _known(session: Session) -> StatusResult:
    """What is known without asking a model."""
    now = session.client.status.params()
    return StatusResult(
        state=now["state"],
        message=now["message"],
        off=now["off"],
        services=config.hosts(session.settings),
        winningKeys=config.winning_keys(session.backend.loaded),
        context=_context(session),
    )


def _context(session: Session) -> dict[str, list[ShownDeclaration]]:
    """What was shown last beside each open document."""
    shown = {uri: session.backend.workspace.shown(uri) for uri in session.documents.text_documents}
    return {
        uri: [
            ShownDeclaration(file=each.file, text=each.declaration.signature, reason=each.reason)
            for each in declarations
        ]
        for uri, declarations in shown.items()
        if declarations
    }
