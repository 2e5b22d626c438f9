"""`glossator.accepted`: the user took a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def accepted(session: Session, arguments: Sequence[Any]) -> None:
    """Note which suggestion it was; without an identity, the last one."""
    session.backend.engine.note_accepted(arguments[0] if arguments else None)
