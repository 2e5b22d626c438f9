"""`glossator.status`: what answers, and what is wrong, for a status line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator.models.errors import ModelError
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def status(session: Session, _arguments: Sequence[Any] = ()) -> dict[str, Any]:
    """The models, the service, and the sentence that is to be shown where something is wrong."""
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
