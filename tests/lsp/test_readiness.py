"""What is known of the models is told at once, and kept as long as they are the same."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.editor import running
from tests.standin.scripts import Stall
from tests.standin.server import StandIn


async def test_the_status_is_told_while_a_service_is_silent(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    service.answer = lambda _: [Stall()]
    async with running(tmp_path) as editor:
        await editor.initialize(options=options)
        await service.next_request()
        status = await editor.run("glossator.status")
        assert status["state"] == "loading"
        assert status["message"] == f"Asking {status['service']} what it can do"
        assert status["codeModel"] == "qwen/Qwen2.5-Coder-7B-Instruct"
        assert "ghostText" not in status


async def test_the_status_tells_the_limits_of_the_service(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    service.pages["/props"] = {"default_generation_settings": {"n_ctx": 4096}}
    async with running(tmp_path) as editor:
        await editor.initialize(options=options)
        status = await editor.run("glossator.status", {"wait": True})
        coder = f"{status['codeModel']} at {status['service']}"
        assert status["limits"].startswith(f"{coder} takes 4,096 tokens, so prompts are made short")


@pytest.mark.parametrize(
    ("change", "asks_anew"),
    [
        ({"language": "German"}, False),
        ({"logPrompts": False, "ignore": ["*.sql"]}, False),
        ({"codeModel": "another"}, True),
        ({"apiKey": "another"}, True),
    ],
)
async def test_what_was_learnt_is_kept_while_service_model_and_key_are_the_same(
    tmp_path: Path,
    service: StandIn,
    options: dict[str, Any],
    change: dict[str, Any],
    asks_anew: bool,
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options=options)
        assert (await editor.run("glossator.status", {"wait": True}))["ghostText"] == "chat"
        service.requests.clear()
        # What is switched off shows that the change is in force.
        editor.client.set_configuration({"glossator": {"enabled": False, **change}})
        editor.push({})
        while (await editor.run("glossator.status", {"wait": True}))["state"] == "ready":
            await asyncio.sleep(0.05)
        assert bool(service.requests) == asks_anew
