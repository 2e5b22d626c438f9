"""The body of an answer as it may be read: decompressed in small pieces, bounded, UTF-8.

Compression is never asked for; a service that compresses all the same is read all the same.
"""

from __future__ import annotations

import asyncio
import codecs
import zlib
from collections.abc import AsyncIterator

import httpx2

from glossator.models.error_mapping import BodyTooLargeError, NotTextError

LONGEST_ANSWER = 16_000_000
LONGEST_ERROR = 64_000
"""Bytes after decompression: an answer fails beyond its bound, an error is read no further."""

_PIECE = 64_000
"""Bytes that one step of decompression gives at most."""
_GZIP_OR_ZLIB = 47
"""What zlib takes as "either header, the largest window"."""


async def guard(response: httpx2.Response) -> None:
    """Put the bounds between an answer and whoever reads it."""
    body = response.stream
    assert isinstance(body, httpx2.AsyncByteStream)
    codings = response.headers.get_list("content-encoding", split_commas=True)
    # What is decompressed here must not be decompressed again by the client, without a bound.
    response.headers.pop("content-encoding", None)
    if [coding.strip().lower() for coding in codings] in (["gzip"], ["x-gzip"], ["deflate"]):
        body = _Decompressed(body)
    response.stream = _Answer(body) if response.is_success else _Error(body)


class _Body(httpx2.AsyncByteStream):
    """A body that is read through another one."""

    def __init__(self, body: httpx2.AsyncByteStream) -> None:
        self._body = body

    async def aclose(self) -> None:
        await self._body.aclose()


class _Decompressed(_Body):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            async for chunk in self._body:
                rest = chunk
                while rest:
                    yield decompressor.decompress(rest, _PIECE)
                    rest = decompressor.unconsumed_tail
                    await asyncio.sleep(0)  # a chunk may hold a thousand times its length
        except zlib.error:
            raise httpx2.DecodingError("The compressed answer is damaged.") from None


class _Error(_Body):
    """The body of an error, of which only the beginning matters."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = LONGEST_ERROR
        async for chunk in self._body:
            yield chunk[:left]
            left -= len(chunk)
            if left <= 0:
                return


class _Answer(_Body):
    """The body of an answer, which has to end, and to be UTF-8."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left, decoder = LONGEST_ANSWER, codecs.getincrementaldecoder("utf-8")()
        async for chunk in self._body:
            left -= len(chunk)
            if left < 0:
                raise BodyTooLargeError("The answer is too long.")
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                raise NotTextError("The answer is not UTF-8.") from None
            yield chunk
