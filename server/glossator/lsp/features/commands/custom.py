"""`glossator.own`: a custom action, by its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator.actions.explain.prose import prose
from glossator.actions.rewrite import custom as actions
from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.code_file import code_file
from glossator.actions.rewrite.region import region_to_change
from glossator.errors import CommandError
from glossator.lsp.features.commands.page_stream import stream_page
from glossator.lsp.features.commands.request import CommandRequest, command_request
from glossator.lsp.features.commands.rewrite_edit import rewriting
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.lsp.session import Session
    from glossator.settings import CustomAction


async def custom(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Run the action; answers like the command that it stands for, null when it was cancelled."""
    request = await command_request(session, arguments)
    action = _action(session, request)
    buffer, typed = request.outgoing.buffer, ""
    if actions.wants_input(action):
        if not session.client.capabilities.asks_user:
            raise CommandError(
                f"“{action.title}” needs a line of text that this editor cannot ask for."
            )
        typed = await session.client.ask_user(action.title) or ""
        if not typed:
            return None
        request.check_unchanged()
        typed = request.outgoing.hide(typed)
    region = region_to_change(buffer, request.span)
    chat = actions.messages(action, buffer, region, typed, session.settings.language)
    work, gateway, settings = Work(action.model), session.backend.gateway, session.settings
    title = f"{action.title}: {buffer.name}"
    if action.place == "margin":
        pieces = prose(chat, buffer.language, gateway, settings, work)
        return await stream_page(session, session.client.pages.prose(title), title, pieces)
    if action.place == "file":
        page = session.client.pages.code(buffer.name.rpartition("/")[2], title)
        pieces = code_file(chat, buffer.language, gateway, settings, work)
        return await stream_page(session, page, title, pieces)
    wish = Wish(f"{action.title} {action.prompt} {typed}")
    where = actions.region_for(action, buffer, region)
    return await rewriting(session, request, where, chat, title, work=work, wish=wish)


def _action(session: Session, request: CommandRequest) -> CustomAction:
    name = request.argument.get("name")
    for action in session.settings.actions:
        if action.title == name:
            return action
    raise CommandError(f"There is no action “{name}” in the settings.")
