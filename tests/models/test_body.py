"""Bodies are bounded after decompression, and before anything looks at them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator, Iterable

import httpx2
import pytest

from glossator.errors import BrokenAnswerError, ServiceFailedError
from glossator.models import body
from glossator.models.error_mapping import BodyTooLargeError, NotTextError
from tests.models.conftest import Client
from tests.standin.scripts import Reply
from tests.standin.server import StandIn

BOMB = gzip.compress(b"x" * 60_000_000)
GOOD = b'{"choices": [{"message": {"content": "It adds."}, "finish_reason": "stop"}]}'


async def guarded(status: int, packets: Iterable[bytes], coding: str = "gzip") -> httpx2.Response:
    async def content() -> AsyncIterator[bytes]:
        for packet in packets:
            yield packet

    response = httpx2.Response(status, headers={"Content-Encoding": coding}, content=content())
    await body.guard(response)
    return response


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "GZip"])
async def test_an_answer_that_is_compressed_unasked_is_read(coding: str) -> None:
    packed = zlib.compress(GOOD) if coding == "deflate" else gzip.compress(GOOD)
    assert await (await guarded(200, [packed[:9], packed[9:]], coding)).aread() == GOOD


async def test_an_answer_is_counted_after_decompression() -> None:
    with pytest.raises(BodyTooLargeError):
        await (await guarded(200, [BOMB])).aread()


async def test_of_a_compressed_error_the_beginning_is_read() -> None:
    assert len(await (await guarded(500, [BOMB])).aread()) == body.LONGEST_ERROR


async def test_no_step_of_decompression_is_large() -> None:
    pieces = [len(piece) async for piece in (await guarded(500, [BOMB])).aiter_raw()]
    assert max(pieces) <= body.LONGEST_ERROR


async def test_a_compression_inside_another_is_not_followed() -> None:
    with pytest.raises(NotTextError):
        await (await guarded(200, [gzip.compress(BOMB)], "gzip, gzip")).aread()


async def test_damage_is_told_as_a_failure_of_the_connection() -> None:
    with pytest.raises(httpx2.DecodingError):
        await (await guarded(200, [b"this is not what it says"])).aread()


@pytest.mark.parametrize(("status", "error"), [(200, BrokenAnswerError), (500, ServiceFailedError)])
async def test_a_compressed_bomb_is_one_clear_error(
    client: Client, service: StandIn, status: int, error: type[Exception]
) -> None:
    service.answer = lambda _: Reply(status, BOMB, headers={"Content-Encoding": "gzip"})
    with pytest.raises(error):
        await client.text()


async def test_a_compressed_answer_of_a_service_is_read(client: Client, service: StandIn) -> None:
    service.answer = lambda _: Reply(200, gzip.compress(GOOD), headers={"Content-Encoding": "gzip"})
    assert await client.text() == "It adds."
