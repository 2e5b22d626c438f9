"""A whole session, with everything that must stay home marked: where it is found and where not."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.e2e.editor import Buffer, Editor, environment, running
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn

SECRET = "ghp_" + "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"
WORD = "quicksilver"
"""Stands in the code and in every answer, and has no business in a log."""
CODE = f'''\
TOKEN = "{SECRET}"


def {WORD}(path):
    return open(path)  # Old text


{WORD}()
'''
ACTION = {"title": "Shorter", "prompt": "Make it shorter: {selection}"}
DOCUMENTED = f"Open the {WORD}.\npath: The {WORD} to open."


def answer(request: Request) -> Script:
    """Something fitting for each kind of work."""
    if request.model == PROSE_MODEL:
        return speak(f"It opens the {WORD}.")
    if "You document" in request.prompt:
        return speak(DOCUMENTED)
    if "You write unit tests" in request.prompt:
        return speak(f"```python\ndef test_it():\n    {WORD}('a')\n```\n")
    if "You edit code" in request.prompt:
        typed = "path: str" if "nnotat" in request.prompt else "path"
        result = " -> object" if "nnotat" in request.prompt else ""
        token = re.search(r"^TOKEN = .*\n\n\n", request.prompt.split("The code:")[-1], re.MULTILINE)
        kept = token[0] if token else ""  # where it is part of the code, it stays
        given = "path" if result else 'path, "rb"'
        code = f"{kept}def {WORD}({typed}){result}:\n    return open({given})\n\n\n{WORD}()"
        return speak(f"```python\n{code}\n```\n")
    if "Make it shorter" in request.prompt:
        return speak(f"```python\ndef {WORD}(path):\n    return open(path, 'rb')\n```\n")
    return speak(f"{WORD}(path)")


@asynccontextmanager
async def session(
    root: Path, service: StandIn, settings: dict[str, Any], **env: str
) -> AsyncIterator[Editor]:
    service.answer = answer
    options = {**service.options, "actions": [ACTION]}
    async with running(root, **env) as editor:
        await editor.initialize(options={**options, **settings})
        yield editor


async def use_everything(editor: Editor) -> None:
    """Every command that the server offers, each in a buffer of its own, and ghost text."""
    diagnostic = {"message": f"{WORD}: hard-coded token {SECRET}", "severity": 1}
    question = f"What of the token {SECRET} of {WORD}?"
    more: dict[str, dict[str, Any]] = {
        "glossator.explain": {"diagnostic": diagnostic},
        "glossator.ask": {"question": question},
        "glossator.document": {},
        "glossator.documentAll": {},
        "glossator.edit": {"instruction": question},
        "glossator.fix": {"diagnostic": diagnostic},
        "glossator.test": {},
        "glossator.annotate": {},
        "glossator.own": {"name": ACTION["title"]},
        "glossator.status": {"wait": True},
    }
    offered = editor.offered.execute_command_provider
    assert offered is not None
    assert set(offered.commands) <= more.keys() | {
        "glossator.accepted",
        "glossator.commitMessage",
        "glossator.nextEditAccepted",
    }, "one is not tried here"
    page = None
    for command in (each for each in more if each in offered.commands):
        buffer = editor.open(f"{command}.py", CODE)
        start = CODE.index("def")
        place = range_of(buffer, start, CODE.index("\n\n\n", start))
        target = {"uri": buffer.uri, "range": place, "page": page}
        with_place = {"diagnostic": {**diagnostic, "range": place}} if "fix" in command else {}
        result = await editor.run(command, {**target, **more[command], **with_place})
        assert result is not None, command
        page = page or result.get("uri")
    buffer = editor.open("ghost.py", CODE)
    await editor.ghost(buffer, len(buffer.text))


async def have_a_reading_chosen(editor: Editor, service: StandIn) -> None:
    """Ghost text that can be read in two ways: with the closer that is there, or without."""
    service.answer = lambda request: speak("path)")
    called = editor.open("called.py", f"{WORD}()\n")
    assert await editor.ghost(called, len(WORD) + 1)


def range_of(buffer: Buffer, start: int, end: int) -> dict[str, Any]:
    """JSON of a range."""
    places = (buffer.position(start), buffer.position(end))
    first, last = ({"line": p.line, "character": p.character} for p in places)
    return {"start": first, "end": last}


async def test_the_log_holds_no_code_no_prompt_and_no_key(
    tmp_path: Path, service: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    loud = {"GLOSSATOR_LOG": "DEBUG", "OPENAI_LOG": "debug"}
    async with session(tmp_path, service, {}, **loud) as editor:
        await use_everything(editor)
        await have_a_reading_chosen(editor, service)
        broken = {"method": "textDocument/didChange", "params": {WORD: WORD}}
        editor.client.protocol._send_data({"jsonrpc": "2.0", **broken})
    log = capsys.readouterr().err
    assert "A notification was left out" in log, "there is a log to look at"
    assert "| seen: " not in log
    for kept in (service.key, SECRET, WORD, "Old text", "You document"):
        assert kept not in log


async def test_prompts_are_logged_where_the_user_says_so_and_every_start_says_it(
    tmp_path: Path, service: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        async with session(tmp_path, service, {"logPrompts": True}) as editor:
            await use_everything(editor)
            await have_a_reading_chosen(editor, service)
            assert sum("logPrompts" in message for message in editor.messages) == 1
        log = capsys.readouterr().err
        assert log.count("because logPrompts is set") == 1
        assert f"def {WORD}" in log
        assert re.search(r'insert "path\)?" over [01] \(.*: .* \| seen: .*faults: 0', log)
        assert f"It opens the {WORD}." in log
        assert SECRET not in log
        assert service.key not in log


async def test_no_secret_and_no_path_of_this_machine_reaches_the_service(
    tmp_path: Path, service: StandIn
) -> None:
    async with session(tmp_path, service, {}) as editor:
        await use_everything(editor)
    bodies = [request.raw_body.decode() for request in service.requests]
    assert sum(WORD in body for body in bodies) >= 3
    here = (str(tmp_path), str(Path.home()), str(Path(__file__).parents[2]))
    for body in bodies:
        assert SECRET not in body
        assert not any(place in body for place in here)


async def test_a_secret_comes_back_in_the_users_own_buffer_alone(
    tmp_path: Path, service: StandIn
) -> None:
    def echo(request: Request) -> Script:
        """Code, or prose, with what stands for the secret of the prompt."""
        found = re.search(r"ghp_\w{36}", request.prompt)
        if found is None:
            return speak("nothing")
        if request.model == PROSE_MODEL:
            return speak("It sends ", found[0], ".")
        return speak(*f'```python\nsend("{found[0]}")\n```\n')

    code = f'send("{SECRET}", again=True)\n'
    async with session(tmp_path, service, {}) as editor:
        service.answer = echo
        buffer = editor.open("calc.py", code)
        place = {"uri": buffer.uri, "range": range_of(buffer, 0, len(code) - 1)}
        await editor.run("glossator.explain", place)
        assert SECRET not in editor.pages[-1]
        assert "It sends ghp_" in editor.pages[-1]
        await editor.run("glossator.edit", {**place, "instruction": "Send it once."})
        assert buffer.text == f'send("{SECRET}")\n'
        other, key = editor.open("other.py", "send(1)\n"), f"ghp_{'Z9q' * 12}"
        place = {"uri": other.uri, "range": range_of(other, 0, len(other.text) - 1)}
        await editor.run("glossator.edit", {**place, "instruction": f"Send {key}."})
        assert other.text == f'send("{key}")\n'
    assert not [each for each in service.requests if SECRET in each.prompt or key in each.prompt]


async def test_a_language_that_is_off_is_no_context_for_another(
    tmp_path: Path, service: StandIn
) -> None:
    settings = {"languages": {"javascript": False}}
    async with session(tmp_path, service, settings) as editor:
        editor.open("off.js", f"const off = '{WORD}'\n", "javascript")
        editor.open("on.tsx", "const beside = 'visible'\n", "typescriptreact")
        buffer = editor.open("a.ts", "const a = ", "typescript")
        await editor.run("glossator.status", {"wait": True})
        await editor.ghost(buffer, len(buffer.text))
        bodies = [request.raw_body.decode() for request in service.requests]
        assert any("visible" in body for body in bodies)
        assert not any(f"off = '{WORD}'" in body for body in bodies)


AUDIT = """
import os, sys
_file = os.open(os.environ["AUDIT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_events = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}

def _note(event, args):
    if event in _events:
        where = args[1] if event in ("socket.connect", "socket.sendto") else args[:2]
        os.write(_file, f"{event} {where!r}\\n".encode())

sys.addaudithook(_note)
"""


async def test_nothing_is_connected_to_but_the_service_that_is_set(
    tmp_path: Path, service: StandIn
) -> None:
    hook, found = tmp_path / "hook", tmp_path / "connections"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(AUDIT, "utf-8")
    watched = {"PYTHONPATH": str(hook), "AUDIT": str(found)}
    async with session(tmp_path, service, {}, **watched) as editor:
        await use_everything(editor)
    (tmp_path / "calc.py").write_text(CODE, "utf-8")
    terminal = Terminal(tmp_path, service)
    for command in (
        ("doctor",),
        ("complete", "calc.py:9"),
        ("explain", "calc.py:4"),
        ("document", "calc.py:4"),
        ("model", "list"),
    ):
        result = await terminal.run(*command, environ=watched)
        assert result.status == 0, result
    events = set(found.read_text("utf-8").splitlines())
    address = ("127.0.0.1", int(service.base_url.rsplit(":", 1)[1].split("/")[0]))
    assert f"socket.connect {address!r}" in events
    assert events <= {f"socket.connect {address!r}", f"socket.getaddrinfo {address!r}"}


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, to watch native code")
async def test_the_local_model_is_reached_on_this_machine_and_reaches_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "calc.py").write_text(CODE, "utf-8")
    trace = tmp_path / "trace"
    process = await asyncio.create_subprocess_exec(
        *("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(trace)),
        *(sys.executable, "-m", "glossator", "explain", "calc.py:4"),
        cwd=tmp_path,
        env=environment(tmp_path, GLOSSATOR_PROFILE="local"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    reply, complaints = await process.communicate()
    if b"ptrace" in complaints:
        pytest.skip("this machine lets no one trace a process")
    assert process.returncode == 0, complaints
    assert reply.strip()
    places = set(re.findall(r"sa_family=AF_INET6?,.*?\"([^\"]+)\"", trace.read_text("utf-8")))
    assert places == {"127.0.0.1"}
