"""`glossator explain` as a process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE

import pytest

from tests.cli.terminal import Terminal
from tests.e2e.editor import environment
from tests.liveness import LIVENESS
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Say, Stall, held, speak
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
    assert shown in request.prompt
    assert hidden not in request.prompt


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
        assert await asyncio.wait_for(process.stdout.readline(), LIVENESS) == b"One line.\n"
    finally:
        process.kill()
        await process.wait()
    await asyncio.wait_for(service.requests[0].ended.wait(), LIVENESS)
    assert service.requests[0].hung_up_at


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told in another way there")
@pytest.mark.parametrize("command", [("explain", "calc.py:1-2"), ("document", "calc.py:1")])
async def test_a_reader_that_has_enough_ends_it_without_a_word(
    terminal: Terminal, service: StandIn, command: tuple[str, str]
) -> None:
    rest = (Say("Two numbers.\n\n"), Say("One by one.\n"), Stall())
    enough = asyncio.Event()
    service.answer = lambda _: held([Say("It adds.\n\n")], enough.is_set, rest)
    reading, writing = os.pipe()
    running = asyncio.create_task(terminal.run(*command, stdout=writing))
    try:
        assert await asyncio.wait_for(asyncio.to_thread(os.read, reading, 100), LIVENESS)
    finally:
        os.close(reading)
        os.close(writing)
        enough.set()
    assert (await running).err == ""
    await asyncio.wait_for(service.requests[0].ended.wait(), LIVENESS)
    assert service.requests[0].hung_up_at


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
async def test_ctrl_c_ends_it_on_a_line_of_its_own(terminal: Terminal, service: StandIn) -> None:
    service.answer = lambda _: [Say("Half a "), Stall()]
    settings = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "glossator", "explain", "calc.py:1-2"),
        cwd=terminal.folder,
        env=environment(terminal.folder, **settings),
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(LIVENESS):
            shown = await process.stdout.readexactly(4)
            process.send_signal(signal.SIGINT)
            rest, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (process.returncode, shown + rest) == (1, b"Half a ")
    assert err == b"\nAborted!\n"
