"""The real server with a clock at both ends: when it had read a request, and written its answer.

`python -m bench.timed_server FILE` serves as `glossator serve` does. When it ends it writes to
FILE, as JSON, both moments by the request's id. They are on the clock of the whole machine, which
the client's event loop goes by too.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from glossator.lsp.server import start, stdio

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

Chunks = list[tuple[float, bytes]]


class _Timed(io.FileIO):
    """A file that keeps what was read or written, and the moment after."""

    def __init__(self, descriptor: int, mode: str) -> None:
        super().__init__(descriptor, mode, closefd=False)
        self.chunks: Chunks = []

    def read(self, size: int | None = -1, /) -> bytes:
        chunk = super().read(size)
        self.chunks.append((monotonic(), chunk or b""))
        return chunk

    def write(self, data: ReadableBuffer, /) -> int:
        count = super().write(data)
        self.chunks.append((monotonic(), bytes(data)[:count]))
        return count


def messages(chunks: Chunks) -> Iterator[tuple[float, dict[str, Any]]]:
    """Each message in the chunks, with the moment at which it was there as a whole."""
    stream, end = b"", 0
    for moment, chunk in chunks:
        stream += chunk
        while (head := stream.find(b"\r\n\r\n", end)) >= 0:
            length = int(stream[end:head].rpartition(b":")[2])
            if len(stream) < head + 4 + length:
                break
            end = head + 4 + length
            yield moment, json.loads(stream[head + 4 : end])


def moments(read: Chunks, written: Chunks) -> dict[int, Sequence[float]]:
    """When each request of the client was read, and its answer written, by its id."""
    came = {m["id"]: at for at, m in messages(read) if "method" in m and "id" in m}
    went = {m["id"]: at for at, m in messages(written) if "method" not in m and "id" in m}
    return {number: (came[number], at) for number, at in went.items() if number in came}


def main() -> None:
    """Serve, and write the moments down."""
    ends = _Timed(sys.stdin.fileno(), "rb"), _Timed(sys.stdout.fileno(), "wb")

    def files() -> tuple[BinaryIO, BinaryIO]:
        return ends

    stdio.files = files
    try:
        start.serve_stdio()
    finally:
        Path(sys.argv[1]).write_text(json.dumps(moments(ends[0].chunks, ends[1].chunks)))


if __name__ == "__main__":
    main()
