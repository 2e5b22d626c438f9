"""Services on this machine: found by their lists of models, whatever else listens there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from glossator.models.discover import Found, discover, listed_models, look_up
from glossator.models.endpoints import Endpoint
from glossator.models.transport import Transport
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.server import KEY, StandIn


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    transport = Transport(connect_timeout=5.0)
    yield transport
    await transport.close()


async def serve(status: str, body: str) -> asyncio.Server:
    """A server of anything, which answers one request with this."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n{body}".encode())
        writer.close()
        await writer.wait_closed()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


def port_of(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port


async def test_lists_what_the_service_lists(transport: Transport) -> None:
    async with StandIn(models=True) as service:
        endpoint = Endpoint(service.base_url, service.key, "")
        assert await listed_models(transport, endpoint) == (PROSE_MODEL, CODE_MODEL)


async def test_a_service_need_not_have_a_list(transport: Transport) -> None:
    async with StandIn() as service:
        endpoint = Endpoint(service.base_url, service.key, "")
        assert await listed_models(transport, endpoint) is None


ANSWERS: dict[str, tuple[str, str, tuple[str, ...] | None]] = {
    "one model": ("200 OK", json.dumps({"data": [{"id": "tiny"}]}), ("tiny",)),
    "Ollama without a model": ("200 OK", '{"object": "list", "data": null}', ()),
    "odd entries": ("200 OK", '{"data": [1, {"id": null}, {"id": "tiny"}]}', ("tiny",)),
    "another server": ("200 OK", "<html>It works!</html>", None),
    "another server's JSON": ("200 OK", "[1, 2]", None),
    "an error": ("500 Internal Server Error", "{}", None),
    "somewhere else": ("302 Found\r\nLocation: http://example.invalid/", "", None),
    "a wrong protocol": ("junk", "junk", None),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_only_a_list_of_models_is_a_model_service(transport: Transport, name: str) -> None:
    status, body, models = ANSWERS[name]
    async with await serve(status, body) as server:
        port = port_of(server)
        found = await discover(transport, (("Thing", port),))
    expected = Found("Thing", f"http://127.0.0.1:{port}/v1", models) if models is not None else None
    assert found == ((expected,) if expected else ())


async def test_all_ports_are_asked_and_closed_ones_passed_over(transport: Transport) -> None:
    gone = StandIn(models=True)
    await gone.start()
    await gone.stop()
    body = json.dumps({"data": [{"id": "tiny"}]})
    async with await serve("200 OK", body) as one, await serve("200 OK", body) as other:
        closed = urlsplit(gone.base_url).port
        assert closed is not None
        ports = (("One", port_of(one)), ("Gone", closed), ("Other", port_of(other)))
        found = await discover(transport, ports)
    assert [each.program for each in found] == ["One", "Other"]


@pytest.mark.parametrize(
    ("models", "code", "prose"),
    [
        (("tiny",), "tiny", "tiny"),
        (("llama3.2", "qwen2.5-coder:1.5b"), "qwen2.5-coder:1.5b", "llama3.2"),
        (("nomic-embed-code", "codestral"), "codestral", "codestral"),
    ],
)
def test_settings_name_a_model_for_each_work(
    models: tuple[str, ...], code: str, prose: str
) -> None:
    assert Found("Ollama", "http://127.0.0.1:11434/v1", models).settings == {
        "GLOSSATOR_BASE_URL": "http://127.0.0.1:11434/v1",
        "GLOSSATOR_CODE_MODEL": code,
        "GLOSSATOR_PROSE_MODEL": prose,
    }


@pytest.mark.parametrize("models", [(), ("nomic-embed-text",)])
def test_without_a_model_that_writes_there_are_no_settings(models: tuple[str, ...]) -> None:
    assert Found("Ollama", "http://127.0.0.1:11434/v1", models).settings == {}


VLLM = {"data": [{"id": "other", "max_model_len": 9}, {"id": CODE_MODEL, "max_model_len": 2048}]}
LLAMA_CPP = {"default_generation_settings": {"n_ctx": 8192, "params": {}}, "total_slots": 2}
LOADED = {"name": f"{CODE_MODEL}:latest", "model": f"{CODE_MODEL}:latest", "context_length": 4096}
OLLAMA = {"models": [LOADED]}


@pytest.mark.parametrize(
    ("pages", "context"),
    [
        ({}, None),
        ({"/v1/models": VLLM}, 2048),
        ({"/v1/models": {"data": [{"id": CODE_MODEL}]}, "/props": LLAMA_CPP}, 8192),
        ({"/api/ps": OLLAMA}, 4096),
        ({"/api/ps": {"models": []}}, None),
        ({"/props": [], "/v1/models": 3, "/api/ps": {"models": [None, 1]}}, None),
    ],
)
async def test_the_context_is_told_in_one_of_three_places(
    transport: Transport, pages: dict[str, object], context: int | None
) -> None:
    async with StandIn() as service:
        service.pages.update(pages)
        endpoint = Endpoint(service.base_url, KEY, CODE_MODEL)
        stated = await look_up(transport, endpoint)
        assert stated.context == context
        assert stated.is_llama_cpp == (pages.get("/props") is LLAMA_CPP)
        assert {each.route for each in service.lookups} == {"/v1/models", "/props", "/api/ps"}
