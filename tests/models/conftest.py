"""A stand-in service, and gateways that use it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from glossator.models.gateway import Gateway
from glossator.models.requests import Chat, Message, Prompt, Sampling, Work
from glossator.models.wire.wire import FimRoute
from glossator.settings import Loaded, Settings
from tests.liveness import LIVENESS
from tests.standin.server import StandIn

CHAT = Chat((Message("system", "You explain."), Message("user", "What is this?")))
SAMPLING = Sampling(max_tokens=50)


class Client:
    """A gateway and the shortest ways to ask it."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    async def text(
        self,
        prompt: Prompt = CHAT,
        sampling: Sampling = SAMPLING,
        *,
        work: Work = Work.PROSE,
        deadline: float = 30.0,
        fim: FimRoute = "completions",
    ) -> str:
        answer = self.gateway.stream(work, prompt, sampling, deadline=deadline, fim=fim)
        async with answer:
            return "".join([piece.text async for piece in answer])


Connect = Callable[..., Client]


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    async with StandIn(completions=True, infill=True) as service:
        yield service


@pytest.fixture
async def connect(service: StandIn) -> AsyncIterator[Connect]:
    """Makes clients of the stand-in; settings may be given by name."""
    async with contextlib.AsyncExitStack() as stack:

        def make(warn: Callable[[str], None] | None = None, **settings: Any) -> Client:
            given = {"base_url": service.base_url, "api_key": service.key, **settings}
            gateway = Gateway(Loaded(Settings(**given), origins={"baseUrl": "test"}), warn=warn)
            stack.push_async_callback(gateway.close)
            return Client(gateway)

        yield make


@pytest.fixture
def client(connect: Connect) -> Client:
    return connect()


async def soon(what: Awaitable[object]) -> None:
    """Wait for something that must happen; the bound only keeps a broken test from hanging."""
    async with asyncio.timeout(LIVENESS):
        await what
