"""Ghost text that grows: the first lines at once, the rest of the block when it has come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.e2e.editor import running, until
from tests.standin.scripts import Say, Stall, speak
from tests.standin.server import StandIn

CODE = "def total(prices):\n"


async def test_a_client_that_asks_for_it_is_told_when_there_is_more(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    grown: list[Any] = []
    async with running(tmp_path) as editor:

        @editor.client.feature("glossator/suggestionGrew")
        def grew(params: Any) -> None:
            grown.append(params)

        await editor.initialize(options={**options, "client": {"growingSuggestions": True}})
        await editor.run("glossator.status", {"wait": True})
        service.requests.clear()
        service.answer = lambda _: speak(
            "    first = 0\n",
            "    for p in prices:\n",
            "        first += p\n",
            "\n\nx\n",
            between=0.2,
        )
        buffer = editor.open("calc.py", CODE + "    ")
        (begun,) = await editor.ghost(buffer, len(buffer.text))
        assert begun.insert_text == "first = 0"
        await until(lambda: grown)
        assert grown[0].uri == buffer.uri
        (whole,) = await editor.ghost(buffer, len(buffer.text))
        assert whole.insert_text == "first = 0\n    for p in prices:\n        first += p"
        assert len(service.requests) == 1


async def test_a_key_that_departs_hangs_up_before_the_next_request(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options=options)
        await editor.run("glossator.status", {"wait": True})
        service.requests.clear()
        service.answer = lambda _: [Say("    return sum(\n"), Stall()]
        buffer = editor.open("calc.py", CODE + "    return ")
        (shown,) = await editor.ghost(buffer, len(buffer.text))
        assert shown.insert_text == "sum("
        assert not service.requests[0].hung_up_at
        editor.type(buffer, len(buffer.text), "z")
        await until(lambda: service.requests[0].hung_up_at)
