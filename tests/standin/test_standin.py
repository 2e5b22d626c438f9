"""The stand-in against the contract: what it refuses, and that its replies have the right shape."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.liveness import LIVENESS
from tests.standin.contract import CODE_MODEL, PROSE_MODEL, check_chunk, check_completion
from tests.standin.scripts import Endless
from tests.standin.server import StandIn

GOOD: dict[str, Any] = {"model": CODE_MODEL, "messages": [{"role": "user", "content": "Hi"}]}


@pytest.fixture
async def http(service: StandIn) -> AsyncIterator[httpx2.AsyncClient]:
    headers = {"Authorization": f"Bearer {service.key}"}
    async with httpx2.AsyncClient(base_url=service.base_url, headers=headers) as http:
        yield http


async def test_the_documents_example_is_answered_in_the_documents_shape(
    http: httpx2.AsyncClient,
) -> None:
    messages = [
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "Explain how to implement a binary search in Python."},
    ]
    for model in (CODE_MODEL, PROSE_MODEL):
        reply = await http.post("/chat/completions", json={"model": model, "messages": messages})
        assert reply.status_code == 200
        check_completion(reply.json())


async def test_a_streamed_answer_has_the_documents_shape(http: httpx2.AsyncClient) -> None:
    asked = {**GOOD, "stream": True, "stream_options": {"include_usage": True}}
    reply = await http.post("/chat/completions", json=asked)
    assert reply.headers["content-type"] == "text/event-stream"
    events = [line.removeprefix("data: ") for line in reply.text.split("\n\n") if line]
    assert events.pop() == "[DONE]"
    chunks = [json.loads(event) for event in events]
    for chunk in chunks:
        check_chunk(chunk)
    output = [chunk["choices"][0]["delta"]["content"] for chunk in chunks if chunk["choices"]]
    assert "".join(output) == "Hello, world"
    assert chunks[-1]["usage"]["completion_tokens"] == 3


USER = {"role": "user", "content": "Hi"}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"messages": None}, 422),
        ({"messages": "Hi"}, 422),
        ({"messages": []}, 422),
        ({"messages": [{"role": "assistant", "content": "Hi"}]}, 422),
        ({"messages": [{"role": "tool", "content": "Hi"}]}, 422),
        ({"messages": [{"role": "user"}]}, 422),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}, 422),
        ({"messages": [{**USER, "name": "me"}]}, 422),
        ({"model": "gpt-4"}, 404),
        ({"model": None}, 422),
        ({"stream": "yes"}, 422),
        ({"max_tokens": 0}, 422),
        ({"max_tokens": 1.5}, 422),
        ({"max_tokens": True}, 422),
        ({"temperature": "hot"}, 422),
        ({"temperature": -1}, 422),
        ({"stop": "\n"}, 422),
        ({"stop": ["a", "b", "c", "d"]}, 200),
        ({"stop": ["a", "b", "c", "d", "e"]}, 422),
        ({"stop": [1]}, 422),
        ({"seed": "x"}, 422),
        ({"top_p": 1}, 422),
        ({"top_p": 0.9}, 200),
        ({"presence_penalty": 0}, 422),
        ({"prompt": "x"}, 422),
    ],
)
async def test_a_request_is_held_against_the_contract(
    http: httpx2.AsyncClient, service: StandIn, change: dict[str, Any], status: int
) -> None:
    reply = await http.post("/chat/completions", json={**GOOD, **change})
    assert reply.status_code == status
    assert service.requests[0].refused is (status != 200)
    if status != 200:
        assert set(reply.json()) == {"error", "error_type"}


@pytest.mark.parametrize("missing", ["model", "messages"])
async def test_what_is_required_must_be_there(http: httpx2.AsyncClient, missing: str) -> None:
    asked = {name: value for name, value in GOOD.items() if name != missing}
    reply = await http.post("/chat/completions", json=asked)
    assert (reply.status_code, reply.text) == (422, f"missing field `{missing}`")


@pytest.mark.parametrize("key", [None, "", "Bearer wrong", "standin-key-7f3a", "Basic x"])
async def test_without_the_key_the_answer_is_an_empty_401(
    service: StandIn, key: str | None
) -> None:
    headers = {"Authorization": key} if key is not None else {}
    async with httpx2.AsyncClient(headers=headers) as http:
        reply = await http.post(f"{service.base_url}/chat/completions", json=GOOD)
    assert (reply.status_code, reply.content) == (401, b"")


async def test_only_the_one_route_is_there(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/chat/completions")).status_code == 405
    assert (await http.get("/models")).status_code == 404
    assert (await http.post("/completions", json={})).status_code == 404
    assert (await http.post("/chat/completions/chat/completions", json=GOOD)).status_code == 404
    assert (await http.post("http://" + http.base_url.netloc.decode() + "/infill")).is_error


async def test_other_routes_are_there_when_switched_on() -> None:
    async with StandIn(completions=True, infill=True, models=True) as service:
        headers = {"Authorization": f"Bearer {service.key}"}
        async with httpx2.AsyncClient(base_url=service.base_url, headers=headers) as http:
            listed = (await http.get("/models")).json()["data"]
            raw = await http.post("/completions", json={"model": CODE_MODEL, "prompt": "x"})
            url = service.base_url.replace("/v1", "/infill")
            infill = await http.post(url, json={"input_prefix": "x", "input_suffix": "y"})
    assert {each["id"] for each in listed} == {CODE_MODEL, PROSE_MODEL}
    assert raw.json()["choices"][0]["text"] == infill.json()["content"] == "Hello, world"


async def test_a_body_that_is_no_json_is_refused(http: httpx2.AsyncClient) -> None:
    json_type = {"Content-Type": "application/json"}
    broken = await http.post("/chat/completions", content=b"{", headers=json_type)
    assert broken.status_code == 400
    untyped = await http.post("/chat/completions", content=json.dumps(GOOD).encode())
    assert untyped.status_code == 415


async def test_a_template_without_a_system_role_refuses_it(
    http: httpx2.AsyncClient, service: StandIn
) -> None:
    service.rules.no_system_role.add(CODE_MODEL)
    assert (await http.post("/chat/completions", json=GOOD)).status_code == 200
    for messages in ([{"role": "system", "content": "x"}, USER], [USER, USER]):
        reply = await http.post("/chat/completions", json={**GOOD, "messages": messages})
        assert (reply.status_code, reply.json()["error_type"]) == (422, "template_error")


async def test_it_records_whether_the_answer_was_taken_whole(
    http: httpx2.AsyncClient, service: StandIn
) -> None:
    await http.post("/chat/completions", json=GOOD)
    service.answer = lambda request: [Endless()]
    asked = {**GOOD, "stream": True}
    async with http.stream("POST", "/chat/completions", json=asked) as response:
        await anext(response.aiter_bytes())
    whole, broken_off = service.requests
    async with asyncio.timeout(LIVENESS):
        await broken_off.ended.wait()
    assert (whole.answered_whole, whole.hung_up_at) == (True, None)
    assert not broken_off.answered_whole
    assert broken_off.hung_up_at is not None


async def test_as_a_process_it_prints_its_address_and_answers() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.standin", "--key", "k", "--between", "0"),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(LIVENESS):
            base_url = (await process.stdout.readline()).decode().strip()
        async with httpx2.AsyncClient(headers={"Authorization": "Bearer k"}) as http:
            reply = await http.post(f"{base_url}/chat/completions", json=GOOD)
        check_completion(reply.json())
    finally:
        process.terminate()
        await process.wait()
