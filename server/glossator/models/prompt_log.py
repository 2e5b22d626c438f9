"""Writes prompts and answers into the log, for users who look for a fault and set `logPrompts`."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from glossator.log import PROMPTS
from glossator.models.wire.wire import Call, Delta

WARNING = (
    "Glossator writes every prompt and answer, and so your code, into its log, because logPrompts "
    "is set; unset it when you have found what you look for."
)

log = logging.getLogger(PROMPTS)
log.setLevel(logging.INFO)


async def logged(call: Call, deltas: AsyncGenerator[Delta]) -> AsyncGenerator[Delta]:
    """The same deltas; the call is written at once, the answer when it has ended."""
    log.info("asked %s: %s", call.route, json.dumps({**call.needed, **call.optional}))
    pieces: list[str] = []
    try:
        async with aclosing(deltas):
            async for delta in deltas:
                pieces.append(delta.text)
                yield delta
    finally:
        log.info("said: %s", json.dumps("".join(pieces)))
