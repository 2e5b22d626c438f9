"""What became of a request, as the engine tells whoever asks for the status."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from glossator.completion.outcome import Outcome, rests
from glossator.errors import ModelError
from glossator.models.requests import Work
from tests.completion.test_engine import Desk, desk_of
from tests.liveness import LIVENESS
from tests.standin.scripts import Reply, held, speak
from tests.standin.server import StandIn


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with StandIn(completions=True) as service, desk_of(service) as desk:
        await desk.gateway.capabilities(Work.CODE)
        yield desk


async def until(desk: Desk, outcome: str) -> None:
    async with asyncio.timeout(LIVENESS):
        while desk.engine.outcome != outcome:
            await asyncio.sleep(0.01)


async def test_a_suggestion_is_of_a_new_answer_and_then_of_that_one(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("    return sum(prices)\n")
    assert desk.engine.outcome == ""
    await desk.ask("│")
    assert desk.engine.outcome == Outcome.ANSWERED
    await desk.ask("    return│")
    assert desk.engine.outcome == Outcome.CACHED


async def test_none_comes_in_the_middle_of_a_word(desk: Desk) -> None:
    await desk.ask("pri│ces")
    assert desk.engine.outcome == Outcome.WORD


async def test_it_waits_while_one_deletes_and_then_for_the_model(desk: Desk) -> None:
    answered = asyncio.Event()
    desk.service.answer = lambda _: speak("")
    await desk.ask("    total = price│")
    desk.service.answer = lambda _: held([], answered.is_set, speak("prices[0]\n"))
    asking = desk.asking("    total = │")
    await until(desk, Outcome.DELETING)
    await until(desk, Outcome.READING)
    answered.set()
    await asking
    assert desk.engine.outcome == Outcome.ANSWERED


async def test_an_answer_without_text_is_told(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("")
    await desk.ask("    total = │")
    assert desk.engine.outcome == Outcome.EMPTY


async def test_a_service_that_failed_rests_until_a_time(desk: Desk) -> None:
    desk.service.answer = lambda _: Reply(503)
    with pytest.raises(ModelError):
        await desk.ask("    total = │")
    await desk.ask("    total = s│")
    assert desk.engine.outcome.startswith("None came: the service failed, and rests until ")


def test_the_time_is_that_of_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    at = time.strftime("%H:%M:%S", time.localtime(1_000_090.0))
    assert f"until {at};" in rests(90.0)
