"""Work that waits for ever does not keep the process; its result and its failure arrive."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from glossator.models.daemon import in_daemon_thread
from tests.liveness import LIVENESS

WAITS = """
import asyncio, time
from glossator.models.daemon import in_daemon_thread

async def main():
    try:
        async with asyncio.timeout(0.1):
            await in_daemon_thread(lambda: time.sleep(3600))
    except TimeoutError:
        print("given up")

asyncio.run(main())
"""


async def test_the_result_arrives() -> None:
    assert await in_daemon_thread(lambda: 7) == 7


async def test_a_failure_arrives() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_daemon_thread(lambda: 1 // 0)


def test_the_process_ends_all_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WAITS], capture_output=True, timeout=LIVENESS, check=True, text=True
    )
    assert (done.stdout, done.stderr) == ("given up\n", "")


async def test_who_waits_can_be_cancelled() -> None:
    waiting = asyncio.create_task(in_daemon_thread(asyncio.Event().is_set))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
