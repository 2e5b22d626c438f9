"""The simulated service for a server in this process: every HTTP request is answered by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx2

from bench import wire
from bench.clock import now
from bench.service import Client, Service

URL = "http://127.0.0.1:1/v1"
"""Where those that ask think the service is; nothing listens there."""


@contextmanager
def wired(service: Service) -> Iterator[None]:
    """While this lasts, the network of this process is the service."""

    async def handle(_: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
        return await _respond(service, request)

    with patch.object(httpx2.AsyncHTTPTransport, "handle_async_request", handle):
        yield


async def _respond(service: Service, request: httpx2.Request) -> httpx2.Response:
    asked = service.taken(request.method, request.url.path, await request.aread())
    if not isinstance(asked, wire.Asked):
        status, body = asked
        return httpx2.Response(status, json=body)
    exchange = _Exchange(service, asked)
    if asked.stream:
        headers = {"Content-Type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, stream=exchange)
    return httpx2.Response(200, json=await exchange.whole())


class _Exchange(httpx2.AsyncByteStream):
    """One answer on its way; whoever leaves it early has hung up."""

    def __init__(self, service: Service, asked: wire.Asked) -> None:
        self._chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._client = Client(self._chunks.put_nowait)
        self._answering = asyncio.create_task(service.answer(asked, self._client))
        self._answering.add_done_callback(lambda _: self._chunks.put_nowait(None))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (chunk := await self._chunks.get()) is not None:
            yield chunk

    async def whole(self) -> Any:
        """An answer that is not streamed."""
        try:
            await asyncio.shield(self._answering)
        finally:
            await self.aclose()
        return self._client.answer

    async def aclose(self) -> None:
        """The asking side is done with it."""
        if not self._answering.done():
            self._client.hung_up = now()
