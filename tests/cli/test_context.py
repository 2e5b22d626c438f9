"""`glossator context`: what a model is told of other files, without asking one."""

from __future__ import annotations

from tests.cli.terminal import Terminal
from tests.context.index.installed.projects import distribution


def project(terminal: Terminal) -> None:
    (terminal.folder / "a.py").write_text("\n\ndef helper(x: int) -> str: ...\n")
    (terminal.folder / "far").mkdir()
    (terminal.folder / "far/b.py").write_text("def find_user(): ...\n")
    (terminal.folder / "c.py").write_text("from a import helper\n\nuser = 1\n")


async def test_what_is_shown_is_printed_with_the_reason(terminal: Terminal) -> None:
    project(terminal)
    done = await terminal.run("context", "c.py:3")
    assert done.out.splitlines() == [
        "a.py:3: def helper(x: int) -> str  (imported here)",
        "far/b.py:1: def find_user()  (named like code near the cursor)",
    ]
    assert terminal.service.requests == []


async def test_what_is_installed_is_printed_with_its_version(terminal: Terminal) -> None:
    distribution(terminal.folder, "lib-2.0", {"lib.py": "def helper(x: int) -> str: ...\n"})
    (terminal.folder / "c.py").write_text("from lib import helper\n\nuser = 1\n")
    done = await terminal.run("context", "c.py:3")
    assert done.out == "lib.py:1: def helper(x: int) -> str  (installed: lib 2.0)\n"


async def test_where_nothing_is_shown_it_is_said(terminal: Terminal) -> None:
    (terminal.folder / "c.py").write_text("x = 1\n")
    assert (await terminal.run("context", "c.py:1")).out.startswith("Nothing: no other file")
    off = await terminal.run("context", "c.py:1", settings={"CONTEXT": "off"})
    assert off.out == "Nothing: `context` is off.\n"
    open_files = await terminal.run("context", "c.py:1", settings={"CONTEXT": "openFiles"})
    assert open_files.out.startswith("Nothing: `context` is openFiles")


async def test_a_language_without_context_is_told_none(terminal: Terminal) -> None:
    project(terminal)
    (terminal.folder / ".glossator.toml").write_text("[contextLanguages]\npython = false\n")
    done = await terminal.run("context", "c.py:3")
    assert done.out == "Nothing: `contextLanguages` is false for python.\n"


async def test_a_file_that_no_model_may_see_is_refused(terminal: Terminal) -> None:
    (terminal.folder / ".env").write_text("A=1\n")
    assert "No model may see" in await terminal.complaint("context", ".env:1")
