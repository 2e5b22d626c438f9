"""LiteLLM with a master key and a budget that is spent, as docs/team.md has it. `make servers`."""

from __future__ import annotations

import asyncio

import pytest

from glossator.errors import BudgetSpentError, RefusedError
from glossator.models.gateway import Gateway
from glossator.models.requests import Chat, Message, Sampling, Work
from tests.servers.conftest import settings
from tests.servers.running import litellm, why_not
from tools import docs

HELLO = Chat((Message("user", "Say yes."),))


async def _ask(gateway: Gateway) -> None:
    async with gateway.stream(Work.PROSE, HELLO, Sampling(8), deadline=280.0) as answer:
        async for _ in answer:
            pass


@pytest.mark.skipif(bool(why_not("LiteLLM")), reason=why_not("LiteLLM"))
async def test_a_spent_budget_refuses() -> None:
    budget = docs.block("litellm-budget").replace("max_budget: 20", "max_budget: 0.00002")
    async with litellm(count=1, budget=budget) as server:
        stranger = Gateway(settings(server, api_key="sk-wrong-key"))
        with pytest.raises(RefusedError):
            await _ask(stranger)
        await stranger.close()

        gateway = Gateway(settings(server))
        await _ask(gateway)
        with pytest.raises(BudgetSpentError) as spent:
            async with asyncio.timeout(280):
                while True:
                    await _ask(gateway)
        assert "crossed budget" in spent.value.reply
        await gateway.close()
