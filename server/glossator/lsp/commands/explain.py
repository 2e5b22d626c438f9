"""`glossator.explain`: an explanation, streamed into the margin."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.actions import explain as explanations
from glossator.actions.errors import NothingToSay
from glossator.lsp.commands.asked import asked, failed
from glossator.lsp.progress import CancelledByUser, progress
from glossator.models.errors import ModelError

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def explain(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Stream an explanation; answers with its document, or null when the user cancelled it."""
    request = asked(session, arguments)
    buffer, span = request.admitted.buffer, request.span
    page = session.margin.page(explanations.heading(buffer, span))
    title = f"Explaining {buffer.name}"
    try:
        async with progress(session.server, title, supported=session.abilities.progress) as line:
            page.on_close = line.stop
            await page.open()
            pieces = explanations.explain(buffer, span, session.gateway, session.settings)
            async with aclosing(pieces):
                async for text in pieces:
                    page.write(text)
                    line.report(page.text.rsplit("\n", 1)[-1][-60:])
            await page.close()
    except (ModelError, NothingToSay) as error:
        await page.abandon(str(error))
        raise failed(str(error)) from None
    except CancelledByUser:
        await page.abandon("Cancelled.")
        return None
    except asyncio.CancelledError:
        await asyncio.shield(page.abandon("Cancelled."))
        raise
    return {"uri": page.uri}
