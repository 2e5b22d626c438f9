"""Serves one client over stdin and stdout: answers `initialize`, and loads the server meanwhile."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from glossator.log import log_folder, write_log
from glossator.lsp.server import stdio
from glossator.lsp.server.early_initialize import early_initialize
from glossator.lsp.server.watchdog import WATCHDOG

if TYPE_CHECKING:
    from glossator.lsp.server.server import GlossatorServer


def serve_stdio() -> NoReturn:
    """Serve until the client says `exit`, closes a pipe, or is gone, then exit; log on stderr."""
    if sys.stdin.isatty():
        sys.stderr.write(
            "glossator speaks LSP on stdin, so an editor should start it; "
            "`glossator --help` lists the commands for a terminal.\n"
        )
    write_log(os.environ.get("GLOSSATOR_LOG", "WARNING").upper(), log_folder())
    sys.exit(over_stdio(_serve))


def over_stdio(serve: Callable[[BinaryIO, BinaryIO], Coroutine[Any, Any, int]]) -> int:
    """Run `serve` with stdin and stdout, unbuffered; what is printed meanwhile goes to stderr."""
    files = stdio.files()
    WATCHDOG.start(files[0].fileno())
    with redirect_stdout(sys.stderr):
        try:
            return asyncio.run(serve(*files))
        except KeyboardInterrupt:
            return 1


async def _serve(stdin: BinaryIO, stdout: BinaryIO) -> int:
    bodies, writer = stdio.bodies(stdin), stdio.Writer(stdout)
    first = await anext(bodies, None)
    if first is None:
        return 1
    answer = early_initialize(first)
    if answer is not None:
        try:
            writer.send(json.dumps(answer).encode())
        except OSError:
            return 1
    server = _load()
    server.protocol.early_result = answer
    # What the client sends meanwhile waits in `bodies`, in its order.
    return await server.serve(_chain(first, bodies), writer)


def _load() -> GlossatorServer:
    """Load pygls, lsprotocol and what needs them."""
    # What is loaded stays: to look through it for garbage would only take time, now and later.
    gc.disable()
    from glossator.lsp.server.registration import create_server

    server = create_server()
    gc.freeze()
    gc.enable()
    return server


async def _chain(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for body in rest:
        yield body
