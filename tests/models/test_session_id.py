"""The session's number stays while a service answers, and changes when its server may be dead."""

from __future__ import annotations

from contextlib import suppress

import pytest

from glossator.errors import ModelError
from tests.models.conftest import Connect
from tests.standin.contract import error
from tests.standin.scripts import Done, Event, Reply, Reset, Say, Script, refused, speak
from tests.standin.server import Request, StandIn

# vllm-router 0.1.17 and LiteLLM 1.100.5, of a server that is dead.
DEAD = {
    "vllm-router's failure": Reply(
        500,
        b"Request failed: error sending request for url (http://127.0.0.1:36999/v1/completions)",
    ),
    "LiteLLM's failure": Reply(
        500,
        b'{"error":{"message":"litellm.APIConnectionError: APIConnectionError: OpenAIException - '
        b'Connection error.","type":null,"param":null,"code":"500"}}',
    ),
    "an answer that breaks off": [Say("text so far"), Reset()],
    "a failure in the stream": [
        Event({"error": {"message": "Connection error.", "code": "500"}}),
        Done(),
    ],
}
WELL = {
    "a refusal": refused(error(400, "no such thing", "invalid")),
    "a full queue": Reply(429),
    "a model that is loaded": Reply(503, b'{"error": {"message": "Loading model"}}'),
}


async def _numbers(connect: Connect, service: StandIn, script: Script) -> list[str]:
    """The numbers of a request, of one that `script` answers and is given up, and of a third."""
    client = connect()
    await client.text()
    service.answer = lambda _: script
    with suppress(ModelError):
        await client.text(deadline=0.5)
    service.answer = lambda _: speak("well")
    await client.text()
    return [_number(request) for request in (*service.requests[:2], service.requests[-1])]


def _number(request: Request) -> str:
    return request.headers["x-session-id"]


@pytest.mark.parametrize("script", DEAD.values(), ids=DEAD)
async def test_a_dead_server_is_left(connect: Connect, service: StandIn, script: Script) -> None:
    first, failed, after = await _numbers(connect, service, script)
    assert first == failed != after


@pytest.mark.parametrize("script", WELL.values(), ids=WELL)
async def test_a_living_one_is_kept(connect: Connect, service: StandIn, script: Script) -> None:
    first, failed, after = await _numbers(connect, service, script)
    assert first == failed == after


async def test_the_second_try_goes_elsewhere(connect: Connect, service: StandIn) -> None:
    service.answer = lambda _: Reply(500) if len(service.requests) == 1 else speak("well")
    assert await connect().text() == "well"
    first, second = map(_number, service.requests)
    assert first != second
