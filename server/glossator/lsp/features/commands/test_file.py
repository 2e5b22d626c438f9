"""`glossator.test`: write tests, into a page that can be saved under any name.

The page is no file of the workspace, so that nothing is written that the user has not read: editors
save a document of any kind elsewhere ("Save as", `:saveas`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite.code_file import code_file
from glossator.actions.rewrite.region import region_to_change
from glossator.actions.rewrite.test_file import file_name, messages
from glossator.errors import CommandError
from glossator.lsp.features.commands.page_stream import stream_page
from glossator.lsp.features.commands.request import command_request

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def test_file(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream a test file; answers with its document, or null when the user cancelled it."""
    request = await command_request(session, arguments)
    buffer = request.outgoing.buffer
    region = region_to_change(buffer, request.span)
    if not region.shown.strip():
        raise CommandError(f"There is no code to test at this place of {buffer.name}.")
    title = f"Tests for {buffer.name}"
    page = session.client.pages.code(file_name(buffer.name, buffer.language), title)
    pieces = code_file(
        messages(buffer, region),
        buffer.language,
        session.backend.gateway,
        session.settings,
        shown=region.shown.split("\n"),
    )
    return await stream_page(session, page, title, pieces)
