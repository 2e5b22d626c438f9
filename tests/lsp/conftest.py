"""A server that was just started, and one that is initialized."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.lsp.raw_client import RawClient, running
from tests.lsp.tiny import TINY


@pytest_asyncio.fixture
async def fresh() -> AsyncIterator[RawClient]:
    """A server that has received nothing yet."""
    async with running(TINY) as client:
        yield client


@pytest_asyncio.fixture
async def client(fresh: RawClient) -> RawClient:
    """An initialized server."""
    await fresh.initialize()
    return fresh
