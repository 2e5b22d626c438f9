"""What the commands share that write a page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.errors import CommandError, UserFacingError
from glossator.lsp.client.progress import CancelledByUserError

if TYPE_CHECKING:
    from glossator.lsp.client.pages import Page
    from glossator.lsp.session import Session


async def stream_page(
    session: Session, page: Page, title: str, pieces: AsyncGenerator[str]
) -> dict[str, Any] | None:
    """Stream `pieces` into the page; the answer of the command, null when the user cancelled it.

    Closing the page cancels it too. What has come by then stays, and the page says why no more did.

    Raises:
        UserFacingError: when it is not whole, or the client owes the answer that it shows it.
    """
    try:
        async with session.client.progress(title) as line, aclosing(pieces):
            page.open(line.stop)
            async for text in pieces:
                page.write(text)
                line.report(page.text.rsplit("\n", 1)[-1][-60:])
            await page.close()
    except UserFacingError as error:
        await page.fail(str(error))
        raise
    except CancelledByUserError:
        page.abandon("Cancelled.")
        return None
    except asyncio.CancelledError:
        page.abandon("Cancelled.")
        raise
    if page.unanswered:
        raise CommandError(f"“{page.title}” may not be shown by the editor: {page.unanswered}.")
    return {"uri": page.uri}
