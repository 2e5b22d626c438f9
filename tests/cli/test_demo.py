"""`glossator demo` as a process: with a stand-in that answers or fails, and with a real model."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from glossator.cli.demo import DEFAULT
from tests.cli.conftest import CALC
from tests.cli.terminal import Result, Terminal, run
from tests.e2e.editor import environment
from tests.liveness import LIVENESS
from tests.standin.asked import wants_docstring
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import Reply, Say, Script, Stall, speak
from tests.standin.server import Request, StandIn

EXPLANATION = "It adds two numbers. " * 8
DOCSTRING = (
    "Add two numbers.\n",
    "a: The first.\n",
    "b: The second.\n",
    "Returns: The sum: a[/] :x: b.\n",
)
BUSY = Reply(503, b"busy")
THINKING = 0.4
"""Seconds that the prose model takes before its first word."""


def answer_all_but(missing: str, request: Request) -> Script:
    """What a service says that fails at one part."""
    if request.model == PROSE_MODEL:
        part, script = "explanation", speak(*re.findall(r"\S+ ", EXPLANATION), first=THINKING)
    elif wants_docstring(request):
        part, script = "docstring", speak(*DOCSTRING, between=0.05)
    else:
        part, script = "ghost text", speak("    return a + b")
    failing = speak("") if part == "ghost text" else BUSY
    return failing if part == missing else script


async def test_shows_all_three_and_leaves_the_file_alone(
    terminal: Terminal, service: StandIn
) -> None:
    service.answer = lambda request: answer_all_but("", request)
    result = await terminal.run("demo", "calc.py")
    assert (result.status, result.err) == (0, "")
    assert CODE_MODEL in result.out
    assert PROSE_MODEL in result.out
    ghost, explanation, docstring = re.split(r"\n(?=Explanation of|Docstring for)", result.out)
    assert "    return a + b\n" in ghost
    assert "It adds two numbers." in explanation
    grown, patch = docstring.split("--- before\n")
    assert grown.count("Add two numbers.") == 1
    assert grown.count("The second.") == 1
    assert "    The sum: a[/] :x: b.\n" in grown
    assert grown.count('"""') == 2
    assert '+    """Add two numbers.\n' in patch
    assert result.out.count("first text after") == 2
    first = re.search(r"first text after ([\d.]+) s", explanation)
    assert first is not None
    assert float(first[1]) >= THINKING
    assert service.key not in result.out
    assert (terminal.folder / "calc.py").read_text() == CALC


@pytest.mark.parametrize("missing", ["ghost text", "explanation", "docstring"])
async def test_fails_if_one_did_not_come_and_shows_the_others(
    terminal: Terminal, service: StandIn, missing: str
) -> None:
    service.answer = lambda request: answer_all_but(missing, request)
    result = await terminal.run("demo", "calc.py")
    assert result.status == 1
    assert f"This did not come: {missing}." in result.err
    assert ("503" in result.out) == (missing != "ghost text"), "a refusal is told as it came"
    assert ("It adds two numbers." in result.out) == (missing != "explanation")
    assert ("The second." in result.out) == (missing != "docstring")
    assert "Traceback" not in result.out + result.err


async def test_without_a_key_it_says_what_to_set(terminal: Terminal) -> None:
    nothing = {"BASE_URL": "", "API_KEY": "", "PROFILE": "service"}
    sentence = await terminal.complaint("demo", "calc.py", settings=nothing)
    assert "set one as GLOSSATOR_API_KEY" in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="a console there has no process group")
async def test_an_interrupt_at_the_keyboard_ends_it_and_leaves_nothing(
    terminal: Terminal, service: StandIn, tmp_path: Path
) -> None:
    """Ctrl-C reaches the demo and its server at once."""
    service.answer = lambda request: (
        [Say("It adds. "), Stall()] if request.model == PROSE_MODEL else answer_all_but("", request)
    )
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "glossator", "demo", "calc.py"),
        cwd=terminal.folder,
        env=environment(tmp_path, **settings) | {"TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(LIVENESS):
            await process.stdout.readuntil(b"It ")
            os.killpg(process.pid, signal.SIGINT)
            _, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (process.returncode, err.decode().split()) == (1, ["Aborted!"])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"x = 1\n", "The demo needs a Python file with a short function"),
        (b'def f():\n    """Known."""\n    return 1\n', "The demo needs a Python file"),
        (b"", "The demo needs a Python file"),
        (b"\x00\xff\xfe", "cannot be read: it is not UTF-8 text"),
    ],
)
async def test_a_file_to_which_it_cannot_be_shown(
    terminal: Terminal, content: bytes, complaint: str
) -> None:
    (terminal.folder / "odd.py").write_bytes(content)
    assert complaint in await terminal.complaint("demo", "odd.py")
    assert terminal.service.requests == []


async def test_windows_line_ends_are_fine(terminal: Terminal, service: StandIn) -> None:
    (terminal.folder / "calc.py").write_bytes(CALC.replace("\n", "\r\n").encode())
    service.answer = lambda request: answer_all_but("", request)
    result = await terminal.run("demo", "calc.py")
    assert (result.status, result.err) == (0, "")


async def test_the_default_file_with_the_real_local_model(tmp_path: Path) -> None:
    """What `make demo` runs."""
    env = environment(
        tmp_path,
        GLOSSATOR_PROFILE="local",
        GLOSSATOR_COMPLETION_DEADLINE=str(LIVENESS),
        GLOSSATOR_REQUEST_DEADLINE=str(LIVENESS),
        GLOSSATOR_STALL_TIMEOUT=str(LIVENESS),
    )
    result: Result = await run("demo", cwd=tmp_path, env=env)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(f"{DEFAULT.name}, answered by SmolLM2")
    assert re.search(r'^\+ +"""\S', result.out, re.MULTILINE)
