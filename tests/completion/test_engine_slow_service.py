"""Ghost text at a service that is slow, narrow, or has one place only."""

from __future__ import annotations

import asyncio

import pytest

from glossator.completion.outcome import Outcome
from glossator.models.requests import Chat, Message, Sampling, Work
from tests.completion.test_engine import HEAD, URI, Desk, desk, desk_of, wire
from tests.liveness import LIVENESS
from tests.standin.scripts import Stall, speak
from tests.standin.server import StandIn

__all__ = ["desk", "wire"]
PROMPT = Chat((Message("user", "Explain."),))
LONG = "x = 1\n" * 3_000


@pytest.mark.parametrize(("context", "longest"), [(None, 12_000), (2_048, 4_500), (1_024, 2_100)])
async def test_a_prompt_fits_into_the_context(
    desk: Desk, context: int | None, longest: int
) -> None:
    desk.service.answer = lambda _: speak("sum")
    if context is not None:
        desk.gateway.contexts.note_stated(await desk.gateway.endpoint(Work.CODE), context)
    await desk.ask(f"{LONG}    return │\n")
    text = desk.service.requests[-1].prompt
    assert 0.2 * longest < len(text) < longest
    assert "left out" not in text and text.startswith("<|fim_prefix|>")


async def test_a_service_that_was_slow_gets_shorter_prompts(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum")
    await desk.ask(f"{LONG}    return │\n")
    for _ in range(20):
        desk.engine._debounce.note_latency(3.0)
    await desk.ask(f"{LONG}{LONG}    return total - │\n")
    usual, slow = (len(request.prompt) for request in desk.service.requests)
    assert len(HEAD) < slow < 0.7 * usual


async def _one_place(desk: Desk) -> None:
    endpoint = await desk.gateway.endpoint(Work.CODE)
    desk.gateway._memory.put_queue(endpoint, frees_slot=True, parallel=False)


async def test_ghost_text_gives_way_where_there_is_one_place(desk: Desk) -> None:
    await _one_place(desk)
    desk.service.answer = lambda _: [Stall()]
    waiting = desk.asking("    return │\n")
    while not desk.service.requests:
        await asyncio.sleep(0.01)
    (ghost,) = desk.service.requests
    explaining = desk.gateway.stream(Work.PROSE, PROMPT, Sampling(50), deadline=30.0)
    async with explaining:
        await asyncio.wait_for(ghost.ended.wait(), LIVENESS)
        assert ghost.hung_up_at
        assert await waiting == "    return \n"
        sent = len(desk.service.requests)
        assert await desk.ask("    return s│\n") == "    return s\n"
        assert len(desk.service.requests) == sent
        assert desk.engine.outcome == Outcome.GIVES_WAY
    desk.service.answer = lambda _: speak("um(prices)")
    assert await desk.ask("    return s│\n") == "    return sum(prices)\n"


async def test_ghost_text_goes_on_where_there_are_more(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)")
    async with desk.gateway.stream(Work.PROSE, PROMPT, Sampling(50), deadline=30.0):
        assert await desk.ask("    return │\n") == "    return sum(prices)\n"


async def test_closing_a_document_answers_though_nothing_is_known_of_the_service_yet() -> None:
    async with StandIn() as service, desk_of(service) as unprobed:
        service.answer = lambda _: [Stall()]
        asking = unprobed.asking("    return │\n")
        await service.next_request()
        unprobed.engine.forget(URI)
        assert await asking == "    return \n"
