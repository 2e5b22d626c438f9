"""`glossator explain` as a process."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE

import pytest

from tests.commands.terminal import Terminal
from tests.e2e.editor import environment
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Say, Stall, speak
from tests.standin.server import StandIn

TWO = "def add(a, b):\n    return a + b\n\n\ndef sub(a, b):\n    return a - b\n"


@pytest.mark.parametrize(
    ("place", "shown", "hidden"),
    [
        ("calc.py:1-2", "def add", "def sub"),
        ("calc.py:2-1", "def add", "def sub"),
        ("calc.py:6", "def sub", "def add"),
        ("calc.py:3", "def add", "nothing"),
    ],
)
async def test_explains_the_lines_or_what_encloses_the_line(
    terminal: Terminal, service: StandIn, place: str, shown: str, hidden: str
) -> None:
    (terminal.folder / "calc.py").write_text(TWO)
    service.answer = lambda _: speak("It **adds** ", "two numbers.")
    result = await terminal.run("explain", place)
    assert (result.status, result.err) == (0, "")
    assert result.out == "It **adds** two numbers.\n"
    (request,) = service.allowed
    assert request.model == PROSE_MODEL
    assert shown in request.said
    assert hidden not in request.said


async def test_streams_and_hangs_up_when_the_reader_is_gone(
    terminal: Terminal, service: StandIn
) -> None:
    service.answer = lambda _: [Say("One line.\n"), Stall()]
    settings = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    command = (sys.executable, "-m", "glossator", "explain", "calc.py:1-2")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=terminal.folder, env=environment(terminal.folder, **settings), stdout=PIPE
    )
    try:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 20) == b"One line.\n"
    finally:
        process.kill()
        await process.wait()
    await asyncio.wait_for(service.requests[0].ended.wait(), 20)
    assert service.requests[0].hung_up_at
