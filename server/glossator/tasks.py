"""Waiting for asyncio's tasks to end, though the wait itself is cancelled."""

from __future__ import annotations

import asyncio
from typing import Any


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks, each once, and wait as `ended` does.

    A task that is cancelled again while it closes a connection would leave it open.
    """
    for task in tasks:
        if not task.cancelling():
            task.cancel()
    await ended(*tasks)


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Wait until tasks have ended; where the wait is cancelled, that is raised afterwards.

    Raises:
        asyncio.CancelledError: when the wait was cancelled.
    """
    was_cancelled = False
    while pending := [task for task in tasks if not task.done()]:
        try:
            await asyncio.wait(pending)
        except asyncio.CancelledError:
            was_cancelled = True
    if was_cancelled:
        raise asyncio.CancelledError
