"""The real Helix and Emacs with the lines of `docs/editors.md`: suggestions and actions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.editors.others.project import good, in_emacs, needed
from tests.editors.others.terminal import Terminal, terminal
from tests.standin.scripts import Reply, held
from tests.standin.server import StandIn
from tools import docs

EGLOT = docs.block("eglot")
DIFF = "(setq eglot-confirm-server-edits 'diff)"
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
    async with in_emacs(tmp_path, env, EGLOT) as screen:
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
    async with in_emacs(tmp_path, env, EGLOT) as screen:
        screen.type("\x1bf\x1bf\x1bf\x1b\x7famount")  # to the end of the third word, and over it
        await screen.shows("def double(amount):")
        await choose(screen, "Next")
        await screen.shows("return 2 * amount")
        assert await saved(screen, tmp_path / "calc.py") == code.replace("net", "amount")


async def test_emacs_shows_the_next_edit_as_a_diff_first(
    tmp_path: Path, env: dict[str, str]
) -> None:
    code = "def double(net):\n    return 2 * net\n"
    (tmp_path / "calc.py").write_text(code)
    async with in_emacs(tmp_path, env, f"{EGLOT}{DIFF}\n") as screen:
        screen.type("\x1bf\x1bf\x1bf\x1b\x7famount")
        await screen.shows("def double(amount):")
        await choose(screen, "Next")
        await screen.shows("-    return 2 * net\n+    return 2 * amount\n")
        await screen.shows("Diff finished")
        screen.type("\x1bn\x03\x01")
        await screen.shows("Hunk applied")
        await screen.shows(lambda text: text.count("return 2 * amount") == 2)


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
    async with in_emacs(tmp_path, env, EGLOT) as screen:
        await choose(screen, "Document")
        screen.type("\x1b># typed")
        await screen.shows("# typed")
        typed.set()
        await screen.shows(lambda text: text.count('"""Add two numbers.') == 2)
        documented = code.replace("():\n", '():\n    """Add two numbers."""\n')
        assert await saved(screen, tmp_path / "calc.py") == documented + "# typed\n"
