"""The real server with two commands more: what is left over in it, and how long its loop was deaf.

Each callback of the loop is timed in processor time, so that other work on the machine counts for
nothing. So is what a callback waits for, and what gives no other thread its turn: trees that are
made in a thread with a deep stack, and texts that are read again as a whole.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

from glossator.lsp.server import registration, start
from glossator.lsp.server.server import GlossatorServer
from glossator.syntax import reading
from tests.e2e import watched

LONGEST = "tests.longest"
_spent = [0.0]
_waited = [0.0]
_run = asyncio.Handle._run
_with_deep_stack, _as_a_whole = reading.with_deep_stack, reading._as_a_whole


def _timed(self: asyncio.Handle) -> None:
    began, _waited[0] = time.thread_time(), 0.0
    _run(self)
    _note(time.thread_time() - began + _waited[0])


def _note(seconds: float) -> None:
    _spent.append(seconds)
    if len(_spent) > 1_000:
        _spent[:] = [max(_spent)]


def _waited_for(work: Callable[[], Any], size: int) -> Any:
    """Work in another thread, counted as if its caller had done it."""
    took = list[float]()

    def timed() -> Any:
        try:
            return work()
        finally:
            took.append(time.thread_time())

    found = _with_deep_stack(timed, size)
    if threading.current_thread() is threading.main_thread():
        _waited[0] += sum(took)
    return found


def _without_turns(*arguments: Any) -> Any:
    """What lets no other thread run, the loop's neither."""
    began = time.thread_time()
    try:
        return _as_a_whole(*arguments)
    finally:
        _note(time.thread_time() - began)


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
    reading.with_deep_stack = _waited_for
    reading._as_a_whole = _without_turns  # type: ignore[assignment]
    registration.create_server = _create_watched
    start.serve_stdio()
