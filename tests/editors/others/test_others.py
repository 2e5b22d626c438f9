"""The real Helix and Emacs with the lines of `docs/editors.md`: suggestions and actions."""

from __future__ import annotations

import asyncio
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
from tests.standin.scripts import Reply, Step, held, speak
from tests.standin.server import Request, StandIn
from tools import docs

CODE = "def add(a, b):\n    \n\n\nprint(add(1, 2))\n"
DOCUMENTED = '''\
def add(a, b):
    """Add two numbers.

    Args:
        a: The first.
        b: The second.

    Returns:
        The result.
    """
    return a + b


print(add(1, 2))
'''


def needed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed here; `make editors` says why")
    return found


def good(request: Request) -> Iterable[Step]:
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


@asynccontextmanager
async def in_helix(folder: Path, env: dict[str, str]) -> AsyncIterator[Terminal]:
    """Helix on `calc.py`, once its server is ready; its menu of actions is open."""
    helix = needed("hx")
    configuration = folder / ".home" / "config" / "helix"
    configuration.mkdir(parents=True)
    (configuration / "languages.toml").write_text(docs.block("helix").replace('"pylsp", ', ""))
    async with terminal(helix, "calc.py", folder=folder, env=env) as screen:
        await screen.shows("def ")
        # Helix does not show when a server has started, only that it has none yet
        async with asyncio.timeout(60):
            while "Generate docstring" not in screen.text:
                screen.type("\x1b")
                await asyncio.sleep(0.5)  # an escape and a key at once would be another key
                screen.type(" a")
                await asyncio.sleep(1)
        yield screen


async def test_helix(tmp_path: Path, env: dict[str, str], service: StandIn) -> None:
    async with in_helix(tmp_path, env) as screen:
        assert "Explain this code" in screen.text, "nothing is selected but what the cursor covers"
        service.answer = lambda _: Reply(401)
        screen.type("\t\r")
        await screen.shows("refuses the key")
        service.answer = good
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


@asynccontextmanager
async def in_emacs(folder: Path, env: dict[str, str]) -> AsyncIterator[Terminal]:
    """Emacs on `calc.py` with the lines for eglot, connected."""
    emacs, init = needed("emacs"), folder / "init.el"
    init.write_text(docs.block("eglot") + "(setq make-backup-files nil auto-save-default nil)\n")
    command = (emacs, "-q", "-l", str(init), "calc.py")
    async with terminal(*command, folder=folder, env=env) as screen:
        await screen.shows("calc.py")
        screen.type("\x1bxeglot\r")
        await screen.shows("Connected!")
        yield screen


async def choose(screen: Terminal, begins: str) -> None:
    """The one action that begins so, by `M-x eglot-code-actions`."""
    screen.type("\x1bxeglot-code-actions\r")
    await screen.shows("Pick an action")
    screen.type(f"{begins}\t\r")


async def saved(screen: Terminal, path: Path) -> str:
    """The file, after `C-x C-s`."""
    screen.type("\x18\x13")
    await screen.shows("Wrote")
    return path.read_text()


async def test_emacs(tmp_path: Path, env: dict[str, str]) -> None:
    async with in_emacs(tmp_path, env) as screen:
        screen.type("\x0e\x05\x1b\t")  # the next line, its end, completion-at-point
        await screen.shows("    return a + b")
        await choose(screen, "Generate")
        await screen.shows('"""Add two numbers.')
        assert await saved(screen, tmp_path / "calc.py") == DOCUMENTED
        await choose(screen, "Explain")
        await screen.shows("It adds.")


async def test_emacs_makes_the_next_edit(tmp_path: Path, env: dict[str, str]) -> None:
    code = "def double(net):\n    return 2 * net\n"
    (tmp_path / "calc.py").write_text(code)
    async with in_emacs(tmp_path, env) as screen:
        screen.type("\x1bf\x1bf\x1bf\x1b\x7famount")  # to the end of the third word, and over it
        await screen.shows("def double(amount):")
        await choose(screen, "Next")
        await screen.shows("return 2 * amount")
        assert await saved(screen, tmp_path / "calc.py") == code.replace("net", "amount")


async def test_helix_makes_the_next_edit(tmp_path: Path, env: dict[str, str]) -> None:
    code = "def double(net):\n    return 2 * net\n"
    (tmp_path / "calc.py").write_text(code)
    async with in_helix(tmp_path, env) as screen:
        screen.type("\x1b")
        await asyncio.sleep(0.5)
        screen.type("gg0f(lecamount\x1b")
        await screen.shows("def double(amount):")
        await asyncio.sleep(0.5)
        screen.type(" a")
        await screen.shows("Next edit: line 2: return 2 * amount")
        screen.type("\r")
        await screen.shows("2      return 2 * amount")


async def test_emacs_documents_a_whole_file_while_its_user_types(
    tmp_path: Path, env: dict[str, str], service: StandIn
) -> None:
    """Until a command is answered Emacs stands still, and after ten seconds it gives up."""
    typed = asyncio.Event()
    code = "def one():\n    pass\n\n\ndef two():\n    pass\n"
    (tmp_path / "calc.py").write_text(code)
    service.answer = lambda request: held([], typed.is_set, good(request))
    async with in_emacs(tmp_path, env) as screen:
        await choose(screen, "Document")
        screen.type("\x1b># typed")
        await screen.shows("# typed")
        typed.set()
        await screen.shows(lambda text: text.count('"""Add two numbers.') == 2)
        documented = code.replace("():\n", '():\n    """Add two numbers."""\n')
        assert await saved(screen, tmp_path / "calc.py") == documented + "# typed\n"
