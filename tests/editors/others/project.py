"""A project with one file, at a stand-in of the service, and the real Emacs on it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.editor import environment
from tests.editors.others.terminal import Terminal, terminal
from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Step, speak
from tests.standin.server import Request, StandIn

CODE = "def add(a, b):\n    \n\n\nprint(add(1, 2))\n"
PROGRAMS = Path(sys.executable).parent


def needed(program: str) -> str:
    """Where an editor is; the test is skipped where it is nowhere."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed here; `make editors` says why")
    return found


def good(request: Request) -> Iterable[Step]:
    """What a service answers where all is well."""
    if wants_docstring(request):
        return speak("Add two numbers.\n", "a: The first.\n", "b: The second.\n")
    return speak("It adds." if request.model == PROSE_MODEL else "return a + b")


def project(folder: Path, service: StandIn, programs: Path = PROGRAMS) -> dict[str, str]:
    """Put `calc.py` into a folder; the environment of an editor, with `programs` on its path."""
    (folder / ".git").mkdir()
    (folder / "calc.py").write_text(CODE)
    return environment(
        folder / ".home",
        PATH=os.pathsep.join((str(programs), os.environ["PATH"])),
        GLOSSATOR_BASE_URL=service.base_url,
        GLOSSATOR_API_KEY=service.key,
    )


@asynccontextmanager
async def in_emacs(folder: Path, env: dict[str, str], lines: str) -> AsyncIterator[Terminal]:
    """Emacs with lines for its init file on `calc.py`, connected, at the begin of the file."""
    emacs, init = needed("emacs"), folder / "init.el"
    init.write_text(lines + "(setq make-backup-files nil auto-save-default nil)\n")
    command = (emacs, "-q", "-l", str(init), "calc.py")
    async with terminal(*command, folder=folder, env=env) as screen:
        await screen.shows("calc.py")
        screen.type("\x1bxeglot\r")
        await screen.shows("Connected!")
        yield screen
