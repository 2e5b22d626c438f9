"""What the commands share that write a page of the margin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.errors import ModelError, NoUsableAnswerError
from glossator.lsp.client.progress import CancelledByUserError, progress
from glossator.lsp.features.commands.request import command_error

if TYPE_CHECKING:
    from glossator.lsp.client.pages import Page
    from glossator.lsp.session import Session


async def tell(
    session: Session, page: Page, title: str, pieces: AsyncGenerator[str]
) -> dict[str, Any] | None:
    """Stream `pieces` into the page; the answer of the command, null when the user cancelled it.

    Closing the page cancels it too. What has come by then stays, and the page says why no more did.
    """
    try:
        async with (
            progress(session.server, title, supported=session.client_capabilities.progress) as line,
            aclosing(pieces),
        ):
            page.open(line.stop)
            async for text in pieces:
                page.write(text)
                line.report(page.text.rsplit("\n", 1)[-1][-60:])
            await page.close()
    except (ModelError, NoUsableAnswerError) as error:
        await page.abandon(str(error))
        raise command_error(str(error)) from None
    except CancelledByUserError:
        await page.abandon("Cancelled.")
        return None
    except asyncio.CancelledError:
        await asyncio.shield(page.abandon("Cancelled."))
        raise
    return {"uri": page.uri}
