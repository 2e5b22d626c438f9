from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from glossator.lsp.client import status
from glossator.lsp.client.status import Status

if TYPE_CHECKING:
    import pytest


async def test_what_is_settled_is_not_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "THINKING_DELAY", 0.0)
    line, found = Status(), asyncio.Queue[str]()
    line.follow(lambda params: found.put_nowait(params["state"]))
    line.answering(True)
    assert await found.get() == "thinking"
    line.answering(False)
    line.settled()
    assert (found.get_nowait(), found.qsize()) == ("ready", 0)


async def test_what_was_never_told_is_when_it_is_settled() -> None:
    line, found = Status(), asyncio.Queue[str]()
    line.follow(lambda params: found.put_nowait(params["state"]))
    line.settled()
    assert (found.get_nowait(), found.qsize()) == ("ready", 0)
