"""`glossator document` as a process."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CALC
from tests.cli.terminal import Terminal
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import speak
from tests.standin.server import StandIn

ANSWER = ("Add two numbers.\n", "a: The first.\n", "b: The second.\n", "Returns: The sum.\n")


def apply_patch(folder: Path, patch: str) -> None:
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch.encode(), check=True)


@pytest.mark.parametrize("line", [1, 2])
async def test_prints_the_docstring_and_leaves_the_file_alone(
    terminal: Terminal, service: StandIn, line: int
) -> None:
    service.answer = lambda _: speak(*ANSWER)
    result = await terminal.run("document", f"calc.py:{line}")
    assert (result.status, result.err) == (0, "")
    assert result.out == (
        '"""Add two numbers.\n\nArgs:\n    a: The first.\n    b: The second.\n\n'
        'Returns:\n    The sum.\n"""\n'
    )
    assert (terminal.folder / "calc.py").read_text() == CALC
    (request,) = service.allowed
    assert request.model == CODE_MODEL


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        (
            "calc.mjs",
            "class A {\n  add(a, b) { return a; }\n}\n",
            "/**\n * Add two numbers.\n *\n * @param a - The first.\n * @param b - The second.\n"
            " * @returns The sum.\n */\n",
        ),
        ("calc.kts", "\nfun run() {}\n", "/** Add two numbers. */\n"),
        ("calc.rs", "mod a {\n    fn add(a: i32) {}\n}\n", "/// Add two numbers.\n"),
        (
            "calc.sh",
            'a=1\nadd() { echo "$1"; }\n',
            "# Add two numbers.\n#\n# Arguments:\n#   $1 - The first argument.\n",
        ),
    ],
)
async def test_every_language_is_known_by_the_file_s_ending(
    terminal: Terminal, service: StandIn, name: str, code: str, expected: str
) -> None:
    (terminal.folder / name).write_text(code)
    service.answer = lambda _: speak(*ANSWER)
    result = await terminal.run("document", f"{name}:2")
    assert (result.status, result.out) == (0, expected)


@pytest.mark.parametrize(
    "code",
    [
        CALC,
        CALC.replace("\n", "\r\n"),
        pytest.param(CALC.rstrip("\n"), id="no line end at the end"),
        pytest.param(
            f"TITLE = 'a\fb\u2028c'\n\n\n{CALC}", id="characters that look like line ends"
        ),
    ],
)
async def test_the_patch_applies(terminal: Terminal, service: StandIn, code: str) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not on PATH")
    file = terminal.folder / "package" / "calc.py"
    file.parent.mkdir()
    file.write_bytes(code.encode())
    service.answer = lambda _: speak(*ANSWER)
    line = code[: code.index("def")].count("\n") + 1
    result = await terminal.run("document", f"package/calc.py:{line}", "--diff")
    assert (result.status, result.err) == (0, "")
    assert file.read_bytes() == code.encode()
    apply_patch(terminal.folder, result.out)
    documented = file.read_bytes().decode()
    function = ast.parse(documented).body[-1]
    assert isinstance(function, ast.FunctionDef)
    assert (ast.get_docstring(function) or "").startswith("Add two numbers.")
    assert documented.endswith(code[-12:])
    assert documented.startswith(code[: code.index("    return")])
    assert documented.count("\r\n") in (0, documented.count("\n"))


async def test_a_place_with_nothing_to_document_is_told(terminal: Terminal) -> None:
    (terminal.folder / "notes.txt").write_text("nothing\n")
    (terminal.folder / "empty.py").touch()
    for name in ("notes.txt", "empty.py"):
        sentence = await terminal.complaint("document", f"{name}:1")
        assert f"nothing to document at {name}:1" in sentence
    assert terminal.service.requests == []


HOSTILE = "def add(a, b):\n    # \x1b]0;owned\x07\x1b[2J\u202e\n    return a + b\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
async def test_a_patch_is_plain_on_a_terminal_and_true_in_a_pipe(
    terminal: Terminal, service: StandIn
) -> None:
    import pty

    service.answer = lambda _: speak(*ANSWER)
    (terminal.folder / "calc.py").write_text(HOSTILE, "utf-8")
    piped = await terminal.run("document", "--diff", "calc.py:1")
    assert "\x1b]0;owned" in piped.out
    apply_patch(terminal.folder, piped.out)
    reading, writing = pty.openpty()
    (terminal.folder / "calc.py").write_text(HOSTILE, "utf-8")
    shown = await terminal.run("document", "--diff", "calc.py:1", stdout=writing)
    os.close(writing)
    assert shown.status == 0, shown
    printed = os.read(reading, 1 << 16).decode()
    os.close(reading)
    assert "Add two numbers." in printed
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)
