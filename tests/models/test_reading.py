from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx2
from hypothesis import given
from hypothesis import strategies as st

from glossator.models import chat
from glossator.models.endpoints import Endpoint
from glossator.models.reading import deltas
from glossator.models.requests import Chat, Message, Sampling

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


async def _read(body: bytes, cuts: list[int]) -> list[str]:
    async def packets() -> AsyncIterator[bytes]:
        for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True):
            yield body[start:end]

    response = httpx2.Response(
        200,
        headers={"Content-Type": "text/event-stream"},
        content=packets(),
        request=httpx2.Request("POST", ENDPOINT.base_url),
    )
    return [delta.text async for delta in deltas(response, CALL, ENDPOINT)]
