"""Ending asyncio's tasks."""

from __future__ import annotations

import asyncio
from typing import Any


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks, each once, and wait until they have ended.

    The wait goes on where it is cancelled itself, which is raised afterwards. A task that is
    cancelled again while it closes a connection would leave it open.

    Raises:
        asyncio.CancelledError: when the wait was cancelled.
    """
    for task in tasks:
        if not task.cancelling():
            task.cancel()
    was_cancelled = False
    while pending := [task for task in tasks if not task.done()]:
        try:
            await asyncio.wait(pending)
        except asyncio.CancelledError:
            was_cancelled = True
    if was_cancelled:
        raise asyncio.CancelledError
