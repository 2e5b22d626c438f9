"""Messages over stdin and stdout: a header with the length, an empty line, a body.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#baseProtocol

stdin is awaited where the system can do that, which is a tenth of a millisecond faster than to have
a thread read it. The thread that does so elsewhere (on Windows, or for a file) never keeps the
process from ending: it is a daemon, and it reads the file descriptor, not Python's buffered stdin,
whose lock the interpreter would wait for.
"""

from __future__ import annotations

import asyncio
import re
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import BinaryIO

_CONTENT_LENGTH = re.compile(rb"Content-Length:[ \t]*(\d+)[ \t]*\r?\n?$", re.IGNORECASE)
_CHUNK_BYTES = 1 << 16
_LONGEST_BODY_BYTES = 1 << 28
"""A header that announces more is taken for damage, and passed over."""


def files() -> tuple[BinaryIO, BinaryIO]:
    """The process's stdin and stdout, unbuffered."""
    return (
        open(sys.stdin.fileno(), "rb", buffering=0, closefd=False),
        open(sys.stdout.fileno(), "wb", buffering=0, closefd=False),
    )


def _pipe_reader(stdin: BinaryIO) -> asyncio.StreamReader:
    """A stream of what comes over the unbuffered file `stdin`, until its end."""
    stream = asyncio.StreamReader()
    try:
        stream.set_transport(_Awaited(stdin, stream))
    except (NotImplementedError, OSError):
        stream.set_transport(_Threaded(stdin, stream))
    return stream


class _Awaited(asyncio.ReadTransport):
    """Reads when there is something, unless the stream is full: so a flood stays in the pipe."""

    def __init__(self, stdin: BinaryIO, stream: asyncio.StreamReader) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self._stdin, self._stream = stdin, stream
        self.resume_reading()

    def pause_reading(self) -> None:
        self._loop.remove_reader(self._stdin)

    def resume_reading(self) -> None:
        self._loop.add_reader(self._stdin, self._read)

    def _read(self) -> None:
        try:
            chunk = self._stdin.read(_CHUNK_BYTES)
        except OSError:  # as when the terminal is gone
            chunk = b""
        if chunk:
            self._stream.feed_data(chunk)
        elif chunk is not None:  # None: there was nothing after all
            self.pause_reading()
            self._stream.feed_eof()


class _Threaded(asyncio.ReadTransport):
    """Reads in a thread, which waits while the stream is full."""

    def __init__(self, stdin: BinaryIO, stream: asyncio.StreamReader) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self._stdin, self._stream = stdin, stream
        self._open = threading.Event()
        self._open.set()
        threading.Thread(target=self._pump, name="stdin", daemon=True).start()

    def pause_reading(self) -> None:
        self._open.clear()

    def resume_reading(self) -> None:
        self._open.set()

    def _pump(self) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            with suppress(OSError, ValueError):  # stdin is closed
                while chunk := self._stdin.read(_CHUNK_BYTES):
                    self._loop.call_soon_threadsafe(self._stream.feed_data, chunk)
                    self._open.wait()
            self._loop.call_soon_threadsafe(self._stream.feed_eof)


async def bodies(stdin: BinaryIO) -> AsyncIterator[bytes]:
    """The body of each message that comes over the unbuffered file, until its end.

    A damaged header is passed over. The next one is found even if it begins in the middle of a
    line, as it does after a body that was longer than announced.
    """
    stream, length = _pipe_reader(stdin), None
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # no line end within the stream's limit: not a header
            continue
        if not line:
            return
        if found := _CONTENT_LENGTH.search(line):
            length = _announced(found[1])
        elif not line.strip() and length is not None:
            try:
                body = await stream.readexactly(length)
            except asyncio.IncompleteReadError:
                return
            length = None
            yield body


def _announced(digits: bytes) -> int | None:
    if len(digits) > len(str(_LONGEST_BODY_BYTES)) or int(digits) > _LONGEST_BODY_BYTES:
        return None
    return int(digits)


class Writer:
    """The writer that pygls wants, over an unbuffered file: nothing is left over to flush."""

    def __init__(self, stdout: BinaryIO) -> None:
        self._stdout = stdout

    def send(self, body: bytes) -> None:
        """Write one message; raises OSError when nobody reads any more."""
        self.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def write(self, data: bytes) -> None:
        """Write all of `data`; raises OSError when nobody reads any more."""
        left = memoryview(data)
        while left:
            left = left[self._stdout.write(left) :]

    def close(self) -> None:
        """Close the file."""
        self._stdout.close()
