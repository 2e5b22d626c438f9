"""`glossator.edit`: change the selected code as the user says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite import edit as edits
from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.region import region_to_change
from glossator.errors import CommandError
from glossator.lsp.features.commands.request import CommandRequest, command_request
from glossator.lsp.features.commands.rewrite_edit import rewriting

if TYPE_CHECKING:
    from glossator.actions.rewrite.region import Region
    from glossator.lsp.session import Session


async def edit(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Rewrite the code; answers with its text, or null when the user cancelled it."""
    request = await command_request(session, arguments)
    region = region_to_change(request.outgoing.buffer, request.span)
    instruction = await _instruction(session, request, region)
    if instruction is None:
        return None
    request.check_unchanged()
    outgoing = request.outgoing
    chat = edits.messages(outgoing.buffer, region, outgoing.hide(instruction))
    title, wish = f"Edit of {request.name}", Wish(instruction)
    return await rewriting(session, request, region, chat, title, wish=wish)


async def _instruction(session: Session, request: CommandRequest, region: Region) -> str | None:
    """The argument's, the user's, or the comment's; None when the user gave none."""
    given = request.argument.get("instruction")
    if isinstance(given, str) and given.strip():
        return given.strip()
    if session.client.capabilities.asks_user:
        return await session.client.ask_user("Edit selection", "What should change?")
    comment = edits.instruction_above(request.outgoing.buffer, region)
    if not comment:
        raise CommandError(
            "There is no instruction: write what should change as a comment above the selection."
        )
    return comment
