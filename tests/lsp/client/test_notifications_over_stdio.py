"""What is shown of a budget that is spent: each once; what the user asks for is still tried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.editor import Editor, running
from tests.standin.scripts import Reply, speak
from tests.standin.server import StandIn

LINE = "    total += price\n"
CODE = f"def total(prices):\n{LINE * 300}    "
BUDGET = 2_100
"""Tokens: finding out about the service and ghost text take a tenth, an explanation
of CODE three quarters."""
LIMITS: dict[str, dict[str, Any]] = {
    "tokens": {"budgetTokens": BUDGET},
    "money": {"budgetMoney": BUDGET, "pricePrompt": 1_000_000, "priceDecoded": 1_000_000},
}


async def _explained(editor: Editor) -> str:
    """The page of an explanation of everything."""
    buffer = editor.open("total.py", CODE)
    answer = await editor.choose(buffer, "Explain selection", 0, len(CODE))
    return editor.page(answer["uri"])


async def _ghost_text(editor: Editor, typed: str) -> list[Any]:
    """The suggestions after one more key."""
    buffer = editor.open(f"{typed}.py", f"def total(prices):\n    {typed}")
    return await editor.ghost(buffer, len(buffer.text))


@pytest.mark.parametrize("limit", LIMITS)
async def test_a_budget_warns_once_and_then_ends_ghost_text_alone(
    tmp_path: Path, service: StandIn, options: dict[str, Any], limit: str
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options={**options, **LIMITS[limit]})
        await editor.run("glossator.status", {"wait": True})
        service.answer = lambda _: speak("    return sum(prices)")
        assert await _ghost_text(editor, "r")
        assert editor.messages == []

        assert "return sum" in await _explained(editor)
        assert await _ghost_text(editor, "re"), "it goes on until the budget is spent"
        (warning,) = editor.messages
        assert "of today’s budget for models is spent" in warning

        assert "return sum" in await _explained(editor)
        assert not await _ghost_text(editor, "ret")
        assert not await _ghost_text(editor, "retu")
        service.answer = lambda _: speak("It adds prices.")
        assert "It adds prices." in await _explained(editor)
        assert editor.messages[0] == warning
        (rests,) = editor.messages[1:]
        assert "Ghost text rests until tomorrow" in rests
        status = await editor.run("glossator.status")
        assert (status["state"], f"Glossator: {status['message']}") == ("trouble", rests)


async def test_a_budget_spent_at_the_service_is_told_once(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options=options)
        await editor.run("glossator.status", {"wait": True})
        spent = b'{"error":{"message":"Budget has been exceeded!","code":"429"}}'
        service.answer = lambda _: Reply(429, spent)
        asked = len(service.requests)
        for typed in ("r", "re", "ret", "retu", "retur"):
            buffer = editor.open(f"{typed}.py", f"def total(prices):\n    {typed}")
            assert not await editor.ghost(buffer, len(buffer.text), invoked=True)
        (told,) = editor.messages
        assert "is spent, so it takes no more requests" in told
        assert len(service.requests) == asked + 5, "none is sent twice"
