"""Ghost text at a service that is slow, narrow, or has one place only."""

from __future__ import annotations

import pytest

from glossator.models.requests import Work
from tests.completion.test_engine import HEAD, Desk, desk, wire
from tests.standin.scripts import speak

__all__ = ["desk", "wire"]
LONG = "x = 1\n" * 3_000


@pytest.mark.parametrize(("context", "longest"), [(None, 12_000), (2_048, 4_500), (1_024, 2_100)])
async def test_a_prompt_fits_into_the_context(
    desk: Desk, context: int | None, longest: int
) -> None:
    desk.service.answer = lambda _: speak("sum")
    if context is not None:
        desk.gateway.contexts.note_stated(await desk.gateway.endpoint(Work.CODE), context)
    await desk.ask(f"{LONG}    return │\n")
    said = desk.service.requests[-1].said
    assert 0.2 * longest < len(said) < longest
    assert "left out" not in said and said.startswith("<|fim_prefix|>")


async def test_a_service_that_was_slow_gets_shorter_prompts(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum")
    await desk.ask(f"{LONG}    return │\n")
    for _ in range(20):
        desk.engine._debounce.note_latency(3.0)
    await desk.ask(f"{LONG}{LONG}    return total - │\n")
    usual, slow = (len(request.said) for request in desk.service.requests)
    assert len(HEAD) < slow < 0.7 * usual
