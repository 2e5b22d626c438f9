"""The real server with two commands more: what is left over in it, and how long its loop was deaf.

Each callback of the loop is timed in processor time, so that other work on the machine counts for
nothing.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from glossator.lsp.server import registration, start
from glossator.lsp.server.server import GlossatorServer
from tests.e2e import watched

LONGEST = "tests.longest"
_spent = [0.0]
_run = asyncio.Handle._run


def _timed(self: asyncio.Handle) -> None:
    began = time.thread_time()
    _run(self)
    _spent.append(time.thread_time() - began)
    if len(_spent) > 1_000:
        _spent[:] = [max(_spent)]


def _create_watched() -> GlossatorServer:
    server = watched._create_watched()

    @server.command(LONGEST)
    async def longest(*_: Any) -> float:
        """Seconds of the longest callback since this was asked last."""
        found = max(_spent)
        _spent[:] = [0.0]
        return found

    return server


if __name__ == "__main__":
    asyncio.Handle._run = _timed  # type: ignore[method-assign]
    registration.create_server = _create_watched
    start.serve_stdio()
