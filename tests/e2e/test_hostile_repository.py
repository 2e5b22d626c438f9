"""A repository whose ignore files and settings want to end the server, or hold it up."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.editor import running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def leads_to(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def holds(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, "utf-8")


CLOSES = [
    pytest.param(name, make, id=f"{name} {what}")
    for name in (".gitignore", ".glossator.toml")
    for what, make in {
        "FIFO": os.mkfifo,
        "/dev/zero": leads_to("/dev/zero"),
        "/dev/stdin": leads_to("/dev/stdin"),
        "large": holds("a/" * 2_500_000),
    }.items()
]
OPEN = [
    pytest.param(".gitignore", holds("[z-a]\n[a-Z]*.log\n" + "*a" * 100 + "b\n"), id="patterns"),
    pytest.param(".glossator.toml", holds('ignore = ["[z-a]", "["]'), id="ignore"),
    pytest.param(".glossator.toml", holds("".join(f"k{n} = 1\n" for n in range(5_000))), id="keys"),
]


@pytest.mark.parametrize(("name", "make"), [*CLOSES, *OPEN])
async def test_the_server_goes_on_and_sends_nothing_that_may_be_ignored(
    tmp_path: Path,
    service: StandIn,
    options: dict[str, Any],
    request: pytest.FixtureRequest,
    name: str,
    make: Callable[[Path], object],
) -> None:
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    make(root / name)
    service.answer = lambda _: speak("quartz")
    async with asyncio.timeout(60), running(root) as editor:
        await editor.initialize(options=options)
        await editor.run("glossator.status", {"wait": True})
        editor.open("a.py", "marmoset = 1\n")
        argument = {"uri": (root / "a.py").as_uri(), "position": {"line": 0, "character": 0}}
        closed = any(request.node.name.endswith(f"[{each.id}]") for each in CLOSES)
        if closed:
            with pytest.raises(Exception, match="cannot be read"):
                await editor.run("glossator.explain", argument)
        else:
            assert await editor.run("glossator.explain", argument)
        assert len(editor.messages) <= 6
    sent = [each for each in service.requests if "marmoset" in each.raw_body.decode()]
    assert bool(sent) is not closed
