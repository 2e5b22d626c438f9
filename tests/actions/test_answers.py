"""Both actions over the real gateway, against the stand-in, which refuses what the API refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from glossator.actions.docstring.plan import plan, write
from glossator.actions.explain.explain import explain
from glossator.models.gateway import Gateway
from glossator.settings import Loaded, Settings
from tests.actions.docstring.documenting import buffer_of
from tests.standin.scripts import speak
from tests.standin.server import StandIn

TEXT = "def add(a, b):\n    return a + b\n"


@pytest.fixture
async def gateway(service: StandIn) -> AsyncIterator[Gateway]:
    settings = Settings(base_url=service.base_url, api_key=service.key)
    gateway = Gateway(Loaded(settings, origins={"baseUrl": "test"}))
    yield gateway
    await gateway.close()


async def test_a_docstring_is_asked_of_the_code_model(service: StandIn, gateway: Gateway) -> None:
    service.answer = lambda request: speak("Add two ", "numbers.\na: The first.\n", "b: It.\n")
    buffer = buffer_of(TEXT)
    made = plan(buffer, 0, "google")
    assert made is not None
    pieces = [piece async for piece in write(buffer, made, gateway, Settings())]
    assert pieces[:2] == ["Add two numbers.", "\n\n    Args:\n        a: The first."]
    assert [request.model for request in service.allowed] == [Settings().code_model]


async def test_an_explanation_is_asked_of_the_prose_model(
    service: StandIn, gateway: Gateway
) -> None:
    service.answer = lambda request: speak("It ", "adds.")
    pieces = [piece async for piece in explain(buffer_of(TEXT), (0, 0), gateway, Settings())]
    assert pieces == ["It ", "adds."]
    assert [request.model for request in service.allowed] == [Settings().prose_model]
