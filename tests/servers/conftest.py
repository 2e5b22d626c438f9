"""One server for all tests of a module, and what they note for the table in docs/servers.md."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio

from glossator.models.gateway import Gateway
from glossator.settings import Loaded, Settings
from tests.servers import results
from tests.servers.running import SERVERS, Server, why_not

Note = Callable[[str], None]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=SERVERS)
async def named_server(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, Server]]:
    name = str(request.param)
    if reason := why_not(name):
        pytest.skip(f"{name}: {reason}")
    async with SERVERS[name]() as server:
        yield name, server


@pytest.fixture
def server(named_server: tuple[str, Server]) -> Server:
    return named_server[1]


@pytest.fixture
def note(named_server: tuple[str, Server], request: pytest.FixtureRequest) -> Note:
    """Notes what was seen of this test's row in the server's column."""

    def write(seen: str) -> None:
        row = request.node.originalname.removeprefix("test_").replace("_", " ")
        results.note(results.SERVERS, named_server[0], row, seen)

    return write


def settings(server: Server, **changed: Any) -> Loaded:
    """The settings that lead to a server; a busy machine may need long."""
    given: dict[str, Any] = {
        "base_url": server.base_url,
        "api_key": server.key,
        "code_model": server.model,
        "prose_model": server.model,
        "stall_timeout": 280.0,
        "request_deadline": 290.0,
    }
    origins = {"baseUrl": "test", "stallTimeout": "test"}
    return Loaded(Settings(**{**given, **changed}), origins=origins)


@pytest_asyncio.fixture(loop_scope="module")
async def gateway_to(server: Server) -> AsyncIterator[Callable[..., Gateway]]:
    """Makes gateways to the server; settings may be given by name."""
    async with AsyncExitStack() as stack:

        def make(**changed: Any) -> Gateway:
            gateway = Gateway(settings(server, **changed))
            stack.push_async_callback(gateway.close)
            return gateway

        yield make
