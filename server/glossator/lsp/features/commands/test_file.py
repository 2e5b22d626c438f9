"""`glossator.test`: write tests, into a page that can be saved under any name.

The page is no file of the workspace, so that nothing is written that the user has not read: editors
save a document of any kind elsewhere ("Save as", `:saveas`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite.code_file import code_file
from glossator.actions.rewrite.region import place_of
from glossator.actions.rewrite.test_file import file_name, messages
from glossator.lsp.features.commands.page_stream import tell
from glossator.lsp.features.commands.request import asked, failed

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def test(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream a test file; answers with its document, or null when the user cancelled it."""
    request = asked(session, arguments)
    buffer = request.admitted.buffer
    place = place_of(buffer, request.span)
    if not place.shown.strip():
        raise failed(f"There is no code to test at this place of {buffer.name}.")
    title = f"Tests for {buffer.name}"
    page = session.margin.code(file_name(buffer.name), title)
    pieces = code_file(messages(buffer, place), buffer.language, session.gateway, session.settings)
    return await tell(session, page, title, pieces)
