"""What real servers answer when something is wrong, byte for byte, and the sentence it becomes.

LiteLLM 1.100.5, vllm-router 0.1.17, Ollama 0.17.4, llama.cpp (xllamacpp 2026.10.11549) and
transformers serve 5.19.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from glossator.errors import LoadingError, ModelError
from glossator.models import stream
from glossator.models.requests import Sampling, Work
from tests.models.conftest import CHAT, Client, Connect
from tests.standin.scripts import Reply, Wait, speak
from tests.standin.server import StandIn


@dataclass(frozen=True)
class Fault:
    """A server's answer, and the user's sentence, with {service} and {model}."""

    status: int
    body: bytes
    reads: str


KEY = "{service} refuses the key (400); set the right one "
BEHIND = (
    "{service} does not reach the server behind it that has {model} (500); try again in a moment."
)
LITELLM_UNKNOWN = (
    b'{"error":{"message":"/chat/completions: Invalid model name passed in model=no-such-model. '
    b'Call `/v1/models` to view available models for your key.","type":"None","param":"None",'
    b'"code":"400","provider_specific_fields":{"error":"/chat/completions: Invalid model name '
    b'passed in model=no-such-model. Call `/v1/models` to view available models for your key."}}}'
)
LITELLM_UNKNOWN_RAW = (
    b'{"error":{"message":"400: {\'error\': \'/completions: Invalid model name passed in model='
    b'no-such-model. Call `/v1/models` to view available models for your key.\'}","type":'
    b'"None","param":"None","code":"400"}}'
)
LITELLM_DEAD = (
    b'{"error":{"message":"litellm.InternalServerError: InternalServerError: OpenAIException - '
    b"Connection error.. Received Model Group=smollm2\\nAvailable Model Group Fallbacks=None"
    b'","type":null,"param":null,"code":"500"}}'
)
LITELLM_DEAD_RAW = (
    b'{"error":{"message":"litellm.APIConnectionError: APIConnectionError: OpenAIException - '
    b'Connection error.","type":null,"param":null,"code":"500"}}'
)
ROUTER_DEAD = (
    b"Request failed: error sending request for url (http://127.0.0.1:53067/v1/chat/completions)"
)
ROUTER_ALL_DEAD = b"No available workers (all circuits open or unhealthy)"
LITELLM_NO_DATABASE = (
    b'{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}'
)
OLLAMA_UNKNOWN = (
    b'{"error":{"message":"model \'no-such-model\' not found","type":"api_error","param":null,'
    b'"code":null}}\n'
)
LOADING = b'{"error":{"message":"Loading model","type":"unavailable_error","code":503}}'

FAULTS = {
    "LiteLLM, an unknown model": Fault(
        400,
        LITELLM_UNKNOWN,
        '{service} does not know the model {model} (400): "/chat/completions: Invalid model name '
        'passed in model=no-such-model. Call `/v1/models` to view available models for your key."; '
        "check the model's name.",
    ),
    "LiteLLM, an unknown model of raw text": Fault(
        400, LITELLM_UNKNOWN_RAW, "{service} does not know the model {model} (400): "
    ),
    "LiteLLM, a wrong key without a database": Fault(400, LITELLM_NO_DATABASE, KEY),
    "LiteLLM, a dead server": Fault(500, LITELLM_DEAD, BEHIND),
    "LiteLLM, a dead server for raw text": Fault(500, LITELLM_DEAD_RAW, BEHIND),
    "vllm-router, a dead server": Fault(500, ROUTER_DEAD, BEHIND),
    "vllm-router, all servers dead": Fault(503, ROUTER_ALL_DEAD, BEHIND.replace("500", "503")),
    "transformers serve, an unknown model": Fault(
        500,
        b"Internal Server Error",
        "{service} failed (500) and does not say why; check that it has the model {model}, or try "
        "again in a moment.",
    ),
    "Ollama, an unknown model": Fault(
        404,
        OLLAMA_UNKNOWN,
        '{service} does not know the model {model} or has no such route (404): "model '
        "'no-such-model' not found\"; check the model's name and the base URL.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_server_s_words_become_a_sentence(
    client: Client, service: StandIn, fault: Fault
) -> None:
    service.answer = lambda _: Reply(fault.status, fault.body)
    with pytest.raises(ModelError) as told:
        await client.text()
    endpoint = await client.gateway.endpoint(Work.PROSE)
    reads = fault.reads.format(service=endpoint.service, model=endpoint.model)
    assert str(told.value).startswith(reads)
    assert "None" not in str(told.value)


async def test_a_model_that_loads_is_waited_for(
    client: Client, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOADING_PAUSE", 0.01)
    loads = 4
    service.answer = lambda _: (
        Reply(503, LOADING) if len(service.requests) <= loads else speak("well")
    )
    assert await client.text() == "well"
    assert len(service.requests) == loads + 1


async def test_it_is_told_when_loading_takes_too_long(
    client: Client, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOADING_PAUSE", 0.05)
    service.answer = lambda _: Reply(503, LOADING)
    with pytest.raises(LoadingError, match=r"is still loading .*; try again in a moment"):
        await client.text(deadline=0.4)


async def test_the_probe_does_not_hang_up_while_ollama_loads(
    connect: Connect, service: StandIn
) -> None:
    """Ollama is silent while it loads, and gives up loading when the client hangs up."""
    client = connect(stall_timeout=0.2)
    greeting = client.gateway.stream(
        Work.PROSE, CHAT, Sampling(8), deadline=30.0, may_load=True, finds_out=True
    )
    service.answer = lambda _: [Wait(0.6), *speak("well")]
    async with greeting as answer:
        assert "".join([piece.text async for piece in answer]) == "well"
    assert len(service.requests) == 1
