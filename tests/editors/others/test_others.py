"""The real Helix and Emacs with the lines of `editors/README.md`: suggestions and actions."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import docs
from tests.e2e.editor import environment
from tests.editors.others.terminal import terminal
from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn

LINES = (docs.ROOT / "editors" / "README.md").read_text("utf-8")
CODE = "def add(a, b):\n    \n\n\nprint(add(1, 2))\n"


def block(language: str) -> str:
    """The first lines of a language."""
    found = re.search(rf"```{language}\n(.*?)```", LINES, re.DOTALL)
    assert found is not None
    return found[1]


def needed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed here; `make editors` says why")
    return found


def good(request: Request) -> Script:
    if wants_docstring(request):
        return speak("Add two numbers.\n", "a: The first.\n", "b: The second.\n")
    return speak("It adds." if request.model == PROSE_MODEL else "return a + b")


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    async with StandIn() as service:
        service.answer = good
        yield service


@pytest.fixture
def env(tmp_path: Path, service: StandIn) -> dict[str, str]:
    (tmp_path / ".git").mkdir()
    (tmp_path / "calc.py").write_text(CODE)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return environment(
        tmp_path / ".home",
        PATH=path,
        GLOSSATOR_BASE_URL=service.base_url,
        GLOSSATOR_API_KEY=service.key,
    )


async def test_helix(tmp_path: Path, env: dict[str, str]) -> None:
    helix = needed("hx")
    configuration = tmp_path / ".home" / "config" / "helix"
    configuration.mkdir(parents=True)
    (configuration / "languages.toml").write_text(block("toml").replace('"pylsp", ', ""))
    async with terminal(helix, "calc.py", folder=tmp_path, env=env) as screen:
        await screen.shows("print(add(1, 2))")
        # Helix does not show when a server has started, only that it has none yet
        async with asyncio.timeout(60):
            while "Generate docstring" not in screen.text:
                screen.type("\x1b")
                await asyncio.sleep(0.5)  # an escape and a key at once would be another key
                screen.type(" a")
                await asyncio.sleep(1)
        screen.type("\x1b")
        await asyncio.sleep(0.5)
        screen.type("jA\x18")
        await screen.shows("return a + b")
        screen.type("\t\r")
        await screen.shows("2      return a + b")
        screen.type("\x1b")
        await asyncio.sleep(0.5)
        screen.type(":w\r")
        await screen.shows("written")
    assert "    return a + b\n" in (tmp_path / "calc.py").read_text()


BEGINS = """\
(require 'eglot)
(setq vc-handled-backends nil eglot-sync-connect 60 eglot-confirm-server-edits nil)
(find-file "calc.py")
(python-mode)
(call-interactively #'eglot)
(defun choose (title)
  (eglot-execute (eglot-current-server)
                 (seq-find (lambda (each) (equal (plist-get each :title) title))
                           (eglot-code-actions 5 5))))
"""
ENDS = """\
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server) nil 20)
"""


async def in_emacs(steps: str, folder: Path, env: dict[str, str]) -> str:
    """What Emacs printed that took these steps on `calc.py`, with the lines for eglot."""
    emacs = needed("emacs")
    init, driver = folder / "init.el", folder / "driver.el"
    init.write_text(block("elisp"))
    driver.write_text(BEGINS + steps + ENDS)
    process = await asyncio.create_subprocess_exec(
        emacs, "-Q", "--batch", "-l", str(init), "-l", str(driver),
        cwd=folder, env=env, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(200):
        printed, _ = await process.communicate()
    shown = printed.decode()
    assert process.returncode == 0, shown
    return shown


async def test_emacs(tmp_path: Path, env: dict[str, str]) -> None:
    steps = """\
(forward-line 1)
(end-of-line)
(completion-at-point)
(princ (format "completed: %s\\n" (buffer-string)))
(revert-buffer t t)
(goto-char 5)
(choose "Generate docstring")
(princ (format "documented: %s\\n" (buffer-string)))
"""
    shown = await in_emacs(steps, tmp_path, env)
    assert "completed: def add(a, b):\n    return a + b\n" in shown
    assert 'documented: def add(a, b):\n    """Add two numbers.' in shown


async def test_emacs_documents_a_whole_file(tmp_path: Path, env: dict[str, str]) -> None:
    """It tells of no edit while it waits for the command."""
    (tmp_path / "calc.py").write_text("def one():\n    pass\n\n\ndef two():\n    pass\n")
    steps = """\
(choose "Document everything undocumented in this file")
(princ (format "documented: %s\\n" (buffer-string)))
"""
    shown = await in_emacs(steps, tmp_path, env)
    _, _, documented = shown.partition("documented: ")
    one, _, two = documented.partition("def two():")
    for each in (one, two):
        assert each.count('"""Add two numbers.') == 1
        assert each.count("    pass\n") == 1
