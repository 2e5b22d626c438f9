"""The answers that a client owes the server, which are waited for no longer than a while.

A client that never answers must not leave the user's commands, and what cancels them, unanswered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

ANSWER_TIMEOUT = 30.0
"""Seconds."""
_Answer = TypeVar("_Answer")


class UnansweredError(JsonRpcException):
    """The client did not answer in time; the text is a sentence without its full stop."""


async def answered(answer: Awaitable[_Answer], method: str) -> _Answer:
    """The client's answer to `method`; who is cancelled while it waits leaves it to come.

    Raises:
        UnansweredError: when it does not come.
        JsonRpcException: when it is an error.
    """
    waiting = asyncio.ensure_future(answer)
    waiting.add_done_callback(_heard)  # nobody may be waiting any more
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT):
            return await asyncio.shield(waiting)
    except TimeoutError:
        raise UnansweredError(
            f"it did not answer {method} within {ANSWER_TIMEOUT:.0f} seconds",
            types.LSPErrorCodes.RequestFailed.value,
        ) from None


def _heard(late: asyncio.Future[_Answer]) -> None:
    """Keep asyncio from complaining of a late error."""
    if not late.cancelled():
        late.exception()
