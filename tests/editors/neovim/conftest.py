"""Neovim 0.11 and 0.12 with the documents' key maps, and a stand-in of the API."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.editor import environment
from tests.editors.neovim.screen import Neovim
from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn
from tools import docs

PLUGIN = docs.ROOT / "editors" / "neovim"
VERSIONS = ("0.11", "0.12")
CODE = "def add(a, b):\n    \n\n\nprint(add(1, 2))\n"
BLOCK = "total = a + b\n    if total > 3:\n        print(total)\n    return total"
DOCSTRING = ("Add two numbers.\n", "a: The first.\n", "b: The second.\n", "Returns: The sum.\n")
READY = "(vim.lsp.get_clients({ name = 'glossator', bufnr = 0 })[1] or {}).initialized"

IDLE = """
    #vim.tbl_filter(
      function(request) return request.method == 'workspace/executeCommand' end,
      vim.tbl_values(vim.lsp.get_clients({ name = 'glossator' })[1].requests)
    ) == 0
"""
"""No command runs."""

Start = Callable[..., AbstractAsyncContextManager[Neovim]]


def program(version: str) -> str:
    """The Neovim of a version; skips the test where it is not installed."""
    for path in (os.environ["PATH"], str(Path(sys.executable).parent)):
        if found := shutil.which("nvim", path=path):
            shown = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
            if re.match(rf"NVIM v{re.escape(version)}\.", shown.stdout):
                return found
    pytest.skip(f"Neovim {version} is not installed here; `make editors` says why")


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


Answer = Callable[[Request], Script]


@pytest.fixture
def answer() -> Answer:
    """What a good model would say, a piece at a time; a module may have an answer of its own."""

    def good(request: Request) -> Script:
        if request.model == PROSE_MODEL:
            return speak(*(f"word{number} " for number in range(60)), between=0.03)
        return speak(*DOCSTRING, between=0.3) if wants_docstring(request) else speak(BLOCK)

    return good


@pytest.fixture
async def service(answer: Answer) -> AsyncIterator[StandIn]:
    async with StandIn() as service:
        service.answer = answer
        yield service


@pytest.fixture
def code() -> str:
    """What is in `calc.py`; a module may have a text of its own."""
    return CODE


@pytest.fixture
def project(tmp_path: Path, code: str) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "calc.py").write_text(code)
    return tmp_path


@pytest.fixture
def start(version: str, project: Path, service: StandIn) -> Start:
    """Starts Neovim on a file of the project and waits for the server."""

    @asynccontextmanager
    async def start(name: str = "calc.py", init: str = "", **env: str) -> AsyncIterator[Neovim]:
        settings = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
        async with running(program(version), project, name, init, **{**settings, **env}) as neovim:
            await neovim.until(READY)
            await neovim.until(ASKED)
            service.requests.clear()
            yield neovim

    return start


ASKED = """
    vim.lsp.get_clients({ name = 'glossator' })[1]:request_sync(
      'workspace/executeCommand',
      { command = 'glossator.status', arguments = { { wait = true } } }, 20000)
"""
"""Until the server knows what the service can do; tests count what comes after."""


@asynccontextmanager
async def running(
    program: str, project: Path, name: str, init: str, **env: str
) -> AsyncIterator[Neovim]:
    """A Neovim as a user has it who took the lines of docs/editors.md."""
    home = project / ".home"
    home.mkdir(exist_ok=True)
    lines = docs.block("neovim").replace("~/glossator/editors/neovim", str(PLUGIN))
    (project / "init.lua").write_text(lines + init)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    variables = environment(home, PATH=path, XDG_STATE_HOME=str(home / "state"), **env)
    arguments = ("--clean", "-u", str(project / "init.lua"), name)
    neovim = await Neovim.start(program, *arguments, folder=project, env=variables)
    try:
        yield neovim
    finally:
        await neovim.stop()
