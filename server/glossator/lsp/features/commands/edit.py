"""`glossator.edit`: change the selected code as the user says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite import edit as edits
from glossator.actions.rewrite.region import place_of
from glossator.lsp.client.input import ask_user
from glossator.lsp.features.commands.request import Asked, asked, failed
from glossator.lsp.features.commands.rewrite_edit import rewriting

if TYPE_CHECKING:
    from glossator.actions.rewrite.region import Place
    from glossator.lsp.session import Session


async def edit(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Rewrite the code; answers with its text, or null when the user cancelled it."""
    request = asked(session, arguments)
    place = place_of(request.admitted.buffer, request.span)
    instruction = await _instruction(session, request, place)
    if instruction is None:
        return None
    request.check_unchanged()
    admitted = request.admitted
    chat = edits.messages(admitted.buffer, place, admitted.hide(instruction))
    return await rewriting(session, request, place, chat, f"Edit of {request.name}")


async def _instruction(session: Session, request: Asked, place: Place) -> str | None:
    """The argument's, the user's, or the comment's; None when the user gave none."""
    given = request.argument.get("instruction")
    if isinstance(given, str) and given.strip():
        return given.strip()
    if session.abilities.asks_user:
        return await ask_user(session, "Edit selection", "What should change?")
    comment = edits.instruction_above(request.admitted.buffer, place)
    if not comment:
        raise failed(
            "There is no instruction: write what should change as a comment above the selection."
        )
    return comment
