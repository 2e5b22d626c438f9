"""Messages over pipes: whole, in order, and no faster than they are taken."""

from __future__ import annotations

import asyncio
import os
import threading
from functools import partial
from pathlib import Path

import pytest

from glossator.lsp.server import stdio
from tests.lsp.raw_client import frame

SENT, BODY = 400, b"x" * 100_000


@pytest.fixture(params=["awaited", "in a thread"])
async def _way_of_reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system can do it; then as where a pipe cannot be awaited."""
    if request.param == "in a thread":
        loop = asyncio.get_running_loop()
        unable = asyncio.AbstractEventLoop.add_reader
        monkeypatch.setattr(loop, "add_reader", partial(unable, loop))


@pytest.mark.usefixtures("_way_of_reading")
async def test_a_flood_waits_in_the_pipe() -> None:
    reading, writing = os.pipe()
    written = 0

    def flood() -> None:
        nonlocal written
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for number in range(SENT):
                pipe.write(frame(b"%d" % number + BODY))
                written += 1

    thread = threading.Thread(target=flood, daemon=True)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        bodies = stdio.bodies(pipe)
        thread.start()
        assert await anext(bodies) == b"0" + BODY
        before = -1
        while before != written:  # until the other end is stuck
            before = written
            await asyncio.sleep(0.3)
        assert written < SENT / 2
        assert [body async for body in bodies] == [b"%d" % n + BODY for n in range(1, SENT)]
    thread.join()


async def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "messages"
    path.write_bytes(frame(b"one") + frame(b"two"))
    with path.open("rb", buffering=0) as file:
        assert [body async for body in stdio.bodies(file)] == [b"one", b"two"]
