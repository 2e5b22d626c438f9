"""Fill-in-the-middle through real servers, by a model that fills gaps: the word that comes stands
after the gap, and only a model that gets its tokens knows it. `make servers`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from glossator.models.gateway import Gateway
from glossator.models.probe import GAPS
from glossator.models.requests import Fim, Sampling, Work
from glossator.models.wire.wire import FimRoute
from tests.e2e.editor import running
from tests.servers import results
from tests.servers.conftest import settings
from tests.servers.install import TOY_FIM
from tests.servers.running import SERVERS, Server, why_not

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROUTES: dict[str, tuple[FimRoute, ...]] = {
    "llama.cpp": ("completions", "infill"),
    "LiteLLM": ("completions",),
    "vllm-router": ("completions",),
    "Ollama": ("suffix",),
}
"""The ways on which each server passes a gap on; the first is the one that is found."""
SHOWN = {"completions": "by its tokens", "infill": "by `/infill`", "suffix": "by `suffix`"}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=ROUTES)
async def filling(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, Server]]:
    name = str(request.param)
    if reason := why_not(name):
        pytest.skip(f"{name}: {reason}")
    async with SERVERS[name](TOY_FIM) as server:
        yield name, server


async def test_gaps_are_filled_on_each_route(filling: tuple[str, Server]) -> None:
    name, server = filling
    gateway = Gateway(settings(server))
    try:
        found = await gateway.capabilities(Work.CODE)
        assert (found.ghost_wire, found.fim_route) == ("fim", ROUTES[name][0])
        for route in ROUTES[name]:
            for prompt, middle in GAPS:
                assert await _filled(gateway, prompt, route) == middle
    finally:
        await gateway.close()
    ways = " and ".join(SHOWN[route] for route in ROUTES[name])
    results.note(results.SERVERS, name, "fill-in-the-middle", ways)


async def test_a_gap_gets_ghost_text(filling: tuple[str, Server], tmp_path: Path) -> None:
    _, server = filling
    options = {
        **{"baseUrl": server.base_url, "apiKey": server.key, "completionDeadline": 280},
        **{"codeModel": server.model, "proseModel": server.model, "stallTimeout": 280},
    }
    async with running(tmp_path) as editor:
        await editor.initialize(options=options)
        for prompt, middle in GAPS:
            buffer = editor.open(f"{middle}.py", prompt.prefix + prompt.suffix)
            item, *_ = await editor.ghost(buffer, len(prompt.prefix), invoked=True)
            assert item.insert_text == middle
            editor.close(buffer)


async def _filled(gateway: Gateway, prompt: Fim, route: FimRoute) -> str:
    stream = gateway.stream(Work.CODE, prompt, Sampling(12), deadline=280.0, fim=route)
    async with stream as answer:
        return "".join([piece.text async for piece in answer])
