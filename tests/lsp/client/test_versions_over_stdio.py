"""A server with clients of other releases: older, newer with flags of their own, and none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glossator import __version__
from tests.e2e.editor import running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = "def total(prices):\n    "


@pytest.mark.parametrize(
    ("client", "found"),
    [
        ({}, []),
        ({"status": True, "version": __version__}, []),
        ({"version": "0.0.9"}, ["editor's part"]),
        ({"version": "99.1.0", "readsThoughts": True, "status": {"deep": [1]}}, ["server ("]),
        ({"version": {"major": 1}, "input": "yes"}, []),
    ],
)
async def test_every_release_of_a_client_is_served_and_the_older_named_once(
    tmp_path: Path,
    service: StandIn,
    options: dict[str, Any],
    client: dict[str, Any],
    found: list[str],
) -> None:
    service.answer = lambda _: speak("    return sum(prices)")
    async with running(tmp_path) as editor:
        await editor.initialize(options={**options, "client": client})
        buffer = editor.open("calc.py", CODE)
        assert await editor.ghost(buffer, len(CODE))
        assert len(editor.messages) == len(found)
        for message, part in zip(editor.messages, found, strict=True):
            assert part in message
