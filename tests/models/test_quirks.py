"""What a service refuses is left out of the next request, and of all that follow.

Over the real SDK and real sockets, against the stand-in.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest

from glossator.errors import RejectedError
from glossator.models.requests import Chat, Message, Sampling, Work
from tests.models.conftest import Client
from tests.standin.contract import CODE_MODEL, PROSE_MODEL, invalid
from tests.standin.scripts import Reply, Script, error_in_stream, refused, speak
from tests.standin.server import StandIn

PARAMETERS: dict[str, tuple[str, Callable[[str], Reply]]] = {
    "TGI": ("stop", lambda name: refused(invalid(f"`{name}` is not supported"))),
    "OpenAI": (
        "temperature",
        lambda name: Reply(
            400,
            json.dumps({"error": {"message": "Unsupported value.", "param": name}}).encode(),
        ),
    ),
    "vLLM": (
        "stream_options",
        lambda name: Reply(
            400,
            json.dumps({"detail": [{"loc": ["body", name], "msg": "not permitted"}]}).encode(),
        ),
    ),
}


@pytest.mark.parametrize("name", PARAMETERS)
async def test_a_refused_parameter_is_dropped_and_remembered(
    client: Client, service: StandIn, name: str
) -> None:
    parameter, refusal = PARAMETERS[name]
    service.answer = lambda request: (
        refusal(parameter) if parameter in request.body else speak("well")
    )
    sampling = Sampling(50, stop=("\n",), seed=1)
    assert await client.text(sampling=sampling) == "well"
    assert await client.text(sampling=sampling) == "well"
    assert [parameter in request.body for request in service.requests] == [True, False, False]


@pytest.mark.parametrize("header", ["Server", "llm_provider-server"])
async def test_llama_cpp_behind_a_router_is_asked_how_far_it_has_read(
    client: Client, service: StandIn, header: str
) -> None:
    """It sees only then that a router has hung up."""
    service.rules.llama_cpp = True
    service.headers[header] = "llama.cpp"
    for _ in range(2):
        await client.text()
    assert ["return_progress" in each.body for each in service.requests] == [False, True]


async def test_a_limit_under_a_new_name_takes_its_place(client: Client, service: StandIn) -> None:
    message = (
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
        "'max_completion_tokens' instead."
    )
    body = {"message": message, "param": "max_tokens", "code": "unsupported_parameter"}
    service.rules.new_limit = True
    service.answer = lambda request: (
        Reply(400, json.dumps({"error": body}).encode())
        if "max_tokens" in request.body
        else speak("well")
    )
    for _ in range(2):
        assert await client.text(sampling=Sampling(50)) == "well"
    limits = [request.body.get("max_completion_tokens") for request in service.requests]
    assert limits == [None, 50, 50]


async def test_every_parameter_but_the_documents_three_may_be_refused(
    client: Client, service: StandIn
) -> None:
    names = {"max_tokens", "temperature", "stop", "seed", "stream_options", "logprobs"}
    service.rules.refused |= names
    sampling = Sampling(50, stop=("\n",), seed=1, logprobs=True)
    assert await client.text(sampling=sampling) == "Hello, world"
    assert len(service.requests) == len(names) + 1
    assert await client.text(sampling=sampling) == "Hello, world"
    assert len(service.requests) == len(names) + 2
    assert set(service.requests[-1].body) == {"model", "messages", "stream"}


async def test_one_model_teaches_nothing_about_the_other(client: Client, service: StandIn) -> None:
    service.answer = lambda request: (
        refused(invalid("`temperature` is not supported"))
        if request.model == PROSE_MODEL and "temperature" in request.body
        else speak("well")
    )
    await client.text(work=Work.PROSE)
    await client.text(work=Work.CODE)
    assert "temperature" in service.requests[-1].body


async def test_a_template_without_a_system_role_gets_one_user_turn(
    client: Client, service: StandIn
) -> None:
    service.rules.no_system_role.add(PROSE_MODEL)
    turns = Chat((Message("system", "S"), Message("user", "A"), Message("user", "B")))
    assert await client.text(turns) == "Hello, world"
    assert await client.text(turns) == "Hello, world"
    assert len(service.requests) == 3
    assert len(service.allowed) == 2
    for request in service.allowed:
        assert request.body["messages"] == [{"role": "user", "content": "S\n\nA\n\nB"}]
    await client.text(turns, work=Work.CODE)
    assert service.requests[-1].model == CODE_MODEL
    assert len(service.requests[-1].body["messages"]) == 3


@pytest.mark.parametrize(
    "script",
    [
        Reply(500, b'{"error": {"code": 500, "message": "Jinja Exception: no system role"}}'),
        Reply(400, b'{"object": "error", "message": "System role not supported", "code": 400}'),
        Reply(400, b'{"detail": "Conversation roles must alternate user/assistant"}'),
        error_in_stream("Template error: conversation roles must alternate"),
    ],
    ids=["llama.cpp", "vLLM", "another", "in the stream"],
)
async def test_other_services_refuse_the_role_in_other_words(
    client: Client, service: StandIn, script: Script
) -> None:
    service.answer = lambda request: script if len(request.body["messages"]) > 1 else speak("well")
    assert await client.text() == "well"
    assert len(service.requests) == 2


async def test_of_two_parameters_the_one_named_first_is_dropped(
    client: Client, service: StandIn
) -> None:
    reply = "`temperature` is not supported; you may use `max_tokens`"
    service.answer = lambda request: (
        refused(invalid(reply)) if "temperature" in request.body else speak("well")
    )
    assert await client.text() == "well"
    assert "max_tokens" in service.requests[-1].body


async def test_a_service_that_refuses_one_user_turn_too_is_not_asked_for_ever(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda _: Reply(400, b'{"message": "System role not supported"}')
    with pytest.raises(RejectedError):
        await client.text()
    assert len(service.requests) == 2


async def test_two_requests_at_once_both_learn(client: Client, service: StandIn) -> None:
    service.rules.no_system_role.add(PROSE_MODEL)
    service.rules.refused.add("temperature")
    both = await asyncio.gather(client.text(), client.text())
    assert set(both) == {"Hello, world"}
