"""Reads the body of an answer, a stream of events or one JSON document, chunk by chunk.

Imports the SDK by way of `error_mapping`; see there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress

import httpx2

from glossator.json_value import Json, parsed
from glossator.models import error_mapping
from glossator.models.endpoints import Endpoint
from glossator.models.wire.wire import Call, Delta

END = "[DONE]"
_END_GRACE = 0.2
"""Seconds; the last bytes of a body mostly come with the end."""


async def deltas(
    response: httpx2.Response, call: Call, endpoint: Endpoint
) -> AsyncGenerator[Delta]:
    """What each chunk adds, until the end; a ModelError for an error object or anything else.

    Some services leave `[DONE]` out, some the reason why they ended; one without both was cut off.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        ended = begun = False
        async for event in _events(response):
            if event == END:
                return
            delta = _read(event, call, endpoint)
            ended, begun = (
                ended or delta.finish_reason is not None,
                begun or bool(delta.text or delta.thought),
            )
            yield delta
        if begun and not ended:
            raise error_mapping.broke_off(endpoint)
    elif kind.endswith("json"):
        yield _read(await _text(response), call, endpoint)
    else:
        raise error_mapping.not_the_protocol(endpoint, kind or "nothing that can be read")


def server_sent(response: httpx2.Response) -> httpx2.EventSource:
    """The events of a stream, each ended by an empty line, as browsers read them."""
    # Event streams are UTF-8 whatever the headers say; this spelling also drops a byte order mark.
    response.encoding = "utf-8-sig"
    return httpx2.EventSource(response)


async def _events(response: httpx2.Response) -> AsyncIterator[str]:
    """What the events say, `[DONE]` included, which is the last."""
    events = aiter(server_sent(response))
    async for event in events:
        data = event.data.strip()
        if data == END:
            await _read_on(events)
            yield END
            return
        if data:
            yield data


async def _read_on(events: AsyncIterator[httpx2.ServerSentEvent]) -> None:
    """Read what follows the end, since only a body read whole leaves its connection to others."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_END_GRACE):
            async for _ in events:
                pass


async def _text(response: httpx2.Response) -> str:
    return (await response.aread()).decode("utf-8-sig", errors="replace")


def _read(text: str, call: Call, endpoint: Endpoint) -> Delta:
    delta = call.read(_chunk(text, endpoint))
    if delta.refused:
        raise error_mapping.declined(endpoint)
    return delta


def _chunk(text: str, endpoint: Endpoint) -> Json:
    try:
        chunk: object = parsed(text)
    except ValueError:
        raise error_mapping.not_the_protocol(endpoint, "broken JSON") from None
    if not isinstance(chunk, dict):
        raise error_mapping.not_the_protocol(endpoint, "JSON that is no object")
    if chunk.get("error"):
        raise error_mapping.of_error_object(chunk, endpoint)
    return chunk
