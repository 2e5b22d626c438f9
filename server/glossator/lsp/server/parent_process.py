"""Notices when the editor that started the server is gone.

An editor that dies closes the server's stdin, as a rule. Where another process still holds the pipe
open, LSP 3.18 (`processId` of `initialize`) wants the server to look for the editor itself.
"""

from __future__ import annotations

import asyncio

from glossator.platforms import is_running

POLL_SECONDS = 2.0


async def wait_until_gone(pid: int) -> None:
    """Return when the process has ended, at most `POLL_SECONDS` later."""
    while True:
        if not is_running(pid):
            return
        await asyncio.sleep(POLL_SECONDS)
