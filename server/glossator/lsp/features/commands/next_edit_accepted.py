"""`glossator.nextEditAccepted`: the user took a next edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def next_edit_accepted(session: Session, arguments: Sequence[Any]) -> None:
    """Note which edit it was."""
    session.backend.next_edits.note_accepted(arguments[0] if arguments else None)
