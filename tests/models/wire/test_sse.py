"""Bodies of answers, however their bytes are cut into packets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx2
from hypothesis import given
from hypothesis import strategies as st

from glossator.models.endpoints import Endpoint
from glossator.models.requests import Chat, Message, Sampling
from glossator.models.wire import chat
from glossator.models.wire.sse import deltas, server_sent
from tests.shared_data import shared_data

ENDPOINT = Endpoint("https://model.example/v1", "", "m")
CALL = chat.call("m", Chat((Message("user", "x"),)), Sampling(50))
TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5)


@given(TEXTS, st.sampled_from(["\n", "\r\n", "\r"]), st.sets(st.integers(0, 400)), st.booleans())
def test_the_text_is_the_same_however_the_packets_are_cut(
    texts: list[str], newline: str, cuts: set[int], marked: bool
) -> None:
    events = [
        json.dumps({"choices": [{"delta": {"content": t}}]}, ensure_ascii=False) for t in texts
    ]
    lines = [f"data: {event}{newline}{newline}" for event in (*events, "[DONE]")]
    body = "".join(lines).encode("utf-8-sig" if marked else "utf-8")
    assert asyncio.run(_read(body, sorted(cuts))) == texts


def test_streams_that_others_collected_are_read_as_browsers_read_them() -> None:
    cases = json.loads(shared_data("sse/sse-cases.json").read_text(encoding="utf-8"))["cases"]
    wrong = {}
    for case in cases:
        got = asyncio.run(_events([chunk.encode("latin-1") for chunk in case["chunks"]]))
        if got != case["events"]:
            wrong[case["name"]] = got
    assert wrong == {}
    assert len(cases) == 94


async def _events(packets: list[bytes]) -> list[dict[str, str]]:
    events = server_sent(_response(packets))
    return [{"data": each.data, "type": each.event, "id": each.id} async for each in events]


async def _read(body: bytes, cuts: list[int]) -> list[str]:
    packets = [body[a:b] for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    return [delta.text async for delta in deltas(_response(packets), CALL, ENDPOINT)]


def _response(packets: list[bytes]) -> httpx2.Response:
    async def content() -> AsyncIterator[bytes]:
        for packet in packets:
            yield packet

    return httpx2.Response(
        200,
        headers={"Content-Type": "text/event-stream; charset=windows-1252"},
        content=content(),
        request=httpx2.Request("POST", ENDPOINT.base_url),
    )
