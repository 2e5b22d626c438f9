"""What is entered of each answer, and what a spent budget stops."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from glossator.errors import BudgetSpentError
from glossator.models.accounts import NEXT_EDIT
from glossator.models.gateway import Gateway
from glossator.models.ledger import Ledger
from glossator.models.requests import Fim, Work
from glossator.settings import Loaded, Settings
from tests.models.conftest import CHAT, SAMPLING
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import Endless
from tests.standin.server import StandIn


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "usage.sqlite")


def gateway(service: StandIn, ledger: Ledger, warned: list[str], **settings: object) -> Gateway:
    given = Settings(base_url=service.base_url, api_key=service.key, **settings)  # type: ignore[arg-type]
    loaded = Loaded(given, origins={"baseUrl": "test"})
    return Gateway(loaded, ledger=ledger, warn=warned.append)


async def test_each_request_is_entered(service: StandIn, ledger: Ledger) -> None:
    asked = gateway(service, ledger, [])
    async with asked.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
        assert [piece.text async for piece in answer]
    ghost = asked.stream(Work.CODE, Fim("a", "b"), SAMPLING, deadline=30, for_ghost_text=True)
    async with ghost as answer:
        assert [piece.text async for piece in answer]
    edit = asked.stream(Work.CODE, CHAT, SAMPLING, deadline=30, for_ghost_text=True, kind=NEXT_EDIT)
    probe = asked.stream(Work.CODE, CHAT, SAMPLING, deadline=30, finds_out=True)
    for stream in (edit, probe):
        async with stream as answer:
            assert [piece.text async for piece in answer]
    asked.accounts.note_shown()
    asked.accounts.note_kept(12)
    await asked.close()
    found_out, suggested, edited, explained = ledger.read(days=1)
    assert (found_out.work, edited.work) == ("finding out", "next edit")
    assert (edited.requests, edited.shown) == (1, 0)
    assert (suggested.work, suggested.model) == ("ghost text", CODE_MODEL)
    assert (suggested.requests, suggested.shown, suggested.kept) == (1, 1, 12)
    assert (explained.work, explained.model, explained.requests) == ("prose", PROSE_MODEL, 1)
    assert (explained.prompt_tokens, explained.decoded_tokens) == (7, 3)


async def test_what_is_given_up_is_useless(service: StandIn, ledger: Ledger) -> None:
    service.answer = lambda _: [Endless()]
    asked = gateway(service, ledger, [])

    async def listen() -> None:
        async with asked.stream(
            Work.CODE, CHAT, SAMPLING, deadline=30, for_ghost_text=True
        ) as answer:
            async for _ in answer:
                heard.set()

    heard = asyncio.Event()
    listening = asyncio.create_task(listen())
    await heard.wait()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await asked.close()
    (entry,) = ledger.read(days=1)
    assert (entry.model, entry.work) == (CODE_MODEL, "ghost text")
    assert entry.useless_tokens == entry.decoded_tokens > 0


async def test_a_spent_budget_stops_ghost_text_and_not_what_is_asked_for(
    service: StandIn, ledger: Ledger
) -> None:
    warned: list[str] = []
    asked = gateway(service, ledger, warned, budget_tokens=11)
    for _ in range(2):
        async with asked.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
            assert [piece.text async for piece in answer]
    assert len(warned) == 1
    assert "91 %" in warned[0]
    ghost = asked.stream(Work.CODE, CHAT, SAMPLING, deadline=30, for_ghost_text=True)
    with pytest.raises(BudgetSpentError, match="rests until tomorrow"):
        await ghost.__aenter__()
    await asked.close()


async def test_a_budget_may_stop_everything(service: StandIn, ledger: Ledger) -> None:
    asked = gateway(service, ledger, [], budget_tokens=5, budget_stops="everything")
    async with asked.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
        assert [piece.text async for piece in answer]
    with pytest.raises(BudgetSpentError):
        await asked.stream(Work.PROSE, CHAT, SAMPLING, deadline=30).__aenter__()
    await asked.close()
