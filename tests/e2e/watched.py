"""The real server with one command more, by which a test sees what is left over in it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from glossator.lsp.server import registration, start
from glossator.lsp.server.server import GlossatorServer

LEFT = "tests.left"
_create_server = registration.create_server


def _create_watched() -> GlossatorServer:
    server = _create_server()

    @server.command(LEFT)
    async def left(*_: Any) -> dict[str, Any]:
        mine = asyncio.current_task()
        tasks = [each.get_coro() for each in asyncio.all_tasks() if each is not mine]
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        descriptors = list(Path("/proc/self/fd").iterdir())
        return {
            "tasks": sorted(getattr(each, "__qualname__", repr(each)) for each in tasks),
            "sockets": sum(map(_is_connection, descriptors)),
            "descriptors": len(descriptors),
            "megabytes": pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        }

    return server


def _is_connection(descriptor: Path) -> bool:
    try:
        return str(descriptor.readlink()).startswith("socket:")
    except OSError:
        return False


if __name__ == "__main__":
    registration.create_server = _create_watched
    start.serve_stdio()
