"""Waiting in asyncio: for tasks to end, though the wait itself is cancelled; for so long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")


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


async def within(seconds: float, waiting: Awaitable[object]) -> bool:
    """Wait at most so many seconds; whether what was waited for came."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):  # wait_for may swallow a cancel before 3.12
            await waiting
    except TimeoutError:
        return False
    return True


async def unless(event: asyncio.Event, work: Coroutine[Any, Any, _Result]) -> _Result | None:
    """The result of `work`; None where the event is set before, which cancels the work."""
    working, waiting = asyncio.create_task(work), asyncio.create_task(event.wait())
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        await end(working, waiting)
