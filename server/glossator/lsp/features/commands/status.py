"""`glossator.status`: what answers, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glossator import config
from glossator.lsp.extensions import ShownExcerpt, StatusResult
from glossator.models.endpoints import named_service

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def status(session: Session, arguments: Sequence[Any]) -> StatusResult:
    """The status, with what is known of the models now; those that do not answer are asked anew.

    With `{"wait": true}` it waits until it is known what the models can do, and until what stands
    beside the open documents has been read.
    """
    backend = session.backend
    if _waits(arguments):
        await backend.workspace.settled()
        await backend.readiness.asked()
        if backend is not session.backend:  # the settings have changed meanwhile
            return await status(session, arguments)
    elif backend.readiness.models is None:
        backend.readiness.ask()
    return _known(session)


def _waits(arguments: Sequence[Any]) -> bool:
    first = arguments[0] if arguments else None
    return isinstance(first, Mapping) and first.get("wait") is True


def _known(session: Session) -> StatusResult:
    """What is known without asking a model."""
    now = session.client.status.params()
    loaded, readiness = session.backend.loaded, session.backend.readiness
    known = StatusResult(
        state=now["state"],
        message=now["message"],
        off=now["off"],
        services=config.hosts(session.settings),
        winningKeys=config.winning_keys(loaded),
        context=_context(session),
        nextEdit=session.backend.why_no_next_edits,
        lastSuggestion=session.backend.engine.outcome,
        limits=readiness.limits(),
    )
    names = named_service(loaded)
    if models := readiness.models:
        names = models.code.model, models.prose.model, models.code.service
        if models.able.ghost_wire != "none":
            known["ghostText"] = models.able.ghost_wire
    if names:
        known["codeModel"], known["proseModel"], known["service"] = names
    if readiness.asks and known["state"] in ("ready", "thinking"):
        known["state"] = "loading"
        known["message"] = f"Asking {names[2] if names else 'the local model'} what it can do"
    return known


def _context(session: Session) -> dict[str, list[ShownExcerpt]]:
    """What was shown last beside each open document."""
    shown = {uri: session.backend.workspace.shown(uri) for uri in session.documents.text_documents}
    return {
        uri: [
            ShownExcerpt(file=each.file, text=each.text, reason=each.reason)
            for each in declarations
        ]
        for uri, declarations in shown.items()
        if declarations
    }
