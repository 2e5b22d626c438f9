"""Tasks that are ended have ended, and were cancelled once."""

from __future__ import annotations

import asyncio

import pytest

from glossator.tasks import end, unless


class Closing:
    """Work that closes something when it is cancelled, which takes a while."""

    def __init__(self) -> None:
        self.may_close = asyncio.Event()
        self.is_closed = False
        self.task = asyncio.create_task(self._work())

    async def awaited(self) -> None:
        await self.task

    async def _work(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await self.may_close.wait()
            self.is_closed = True


async def _turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_task_that_was_cancelled_before_is_not_cancelled_again() -> None:
    closing = Closing()
    await _turns()
    closing.task.cancel()
    await _turns()
    closing.may_close.set()
    await end(closing.task)
    assert closing.is_closed


async def test_a_wait_that_is_cancelled_goes_on_to_its_end() -> None:
    closing = Closing()
    await _turns()
    ending = asyncio.create_task(end(closing.task))
    await _turns()
    ending.cancel()
    await _turns()
    assert not ending.done()
    closing.may_close.set()
    with pytest.raises(asyncio.CancelledError):
        await ending
    assert closing.is_closed


async def test_nothing_and_what_is_over_take_no_time() -> None:
    over = asyncio.create_task(asyncio.sleep(0))
    await over
    await end()
    await end(over)
    assert not over.cancelled()


async def test_work_is_done_unless_the_event_comes_before() -> None:
    event = asyncio.Event()
    assert await unless(event, asyncio.sleep(0, result=7)) == 7
    closing = Closing()
    waiting = asyncio.create_task(unless(event, closing.awaited()))
    await _turns()
    event.set()
    closing.may_close.set()
    await waiting
    assert closing.is_closed


async def test_what_work_raises_comes_through() -> None:
    async def fail() -> None:
        raise ValueError("No.")

    with pytest.raises(ValueError, match="No."):
        await unless(asyncio.Event(), fail())
