"""From nothing to a ghost text on screen, by one line and one command of docs/install.md.

The line is run in the folder of a release and in an empty home; at the end stands a table of the
seconds that each step took, for the document.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import time
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from glossator.cli.setup_ways import Machine, fitting
from glossator.models.local.catalogue import resolve
from tests.cli.terminal import run
from tests.e2e.editor import environment
from tests.editors.neovim.conftest import program
from tests.editors.neovim.screen import Neovim
from tests.editors.others.project import needed
from tests.editors.others.terminal import terminal
from tests.editors.vscode.install import BIN, NEWEST, chromium
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window
from tests.hub import running_hub
from tests.liveness import LIVENESS
from tests.standin.scripts import speak
from tests.standin.server import StandIn
from tools import docs
from tools.release import DIST

CODE = "def add(a, b):\n    \n"
TYPED = "return "
LINES = dict(zip(("VS Code", "Neovim", "Emacs"), docs.block("first").splitlines(), strict=True))
AND = " && "
STEPS = ("the program", "the editor's part", "`glossator setup`", "to ghost text in the editor")


@dataclass
class Person:
    """A home in which nothing is, a file to work on, and the environment of a shell."""

    home: Path
    env: dict[str, str]
    seconds: list[float] = field(default_factory=list)
    """Of each step."""

    @property
    def file(self) -> Path:
        return self.home / "project" / "calc.py"

    async def does(self, step: Awaitable[None]) -> None:
        """Do a step, and note its seconds."""
        start = time.perf_counter()
        await step
        self.seconds.append(time.perf_counter() - start)


def person(home: Path, *programs: Path, **env: str) -> Person:
    """Somebody who has these programs; what stands beside this Python is not theirs."""
    project = home / "project"
    (project / ".git").mkdir(parents=True)
    (project / "calc.py").write_text(CODE)
    folders = {"CONFIG": ".config", "DATA": ".local/share", "CACHE": ".cache"}
    places = {f"XDG_{name}_HOME": str(home / folder) for name, folder in folders.items()}
    others = [each for each in os.environ["PATH"].split(os.pathsep) if Path(each) != BIN]
    path = os.pathsep.join((str(home / "bin"), *map(str, programs), *others))
    deadlines = dict.fromkeys(
        (f"GLOSSATOR_{name}" for name in ("COMPLETION_DEADLINE", "REQUEST_DEADLINE")),
        str(LIVENESS),
    )
    return Person(home, environment(home, PATH=path, **deadlines, **places, **env))


def has(somebody: Person, name: str, *command: str | Path) -> None:
    """Put a program of that name on their PATH."""
    place = somebody.home / "bin" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, command))} "$@"\n')
    place.chmod(0o755)


async def shell(line: str, env: dict[str, str]) -> None:
    """Run a line in the folder of the release."""
    process = await asyncio.create_subprocess_shell(
        line, cwd=DIST, env=env, stdout=PIPE, stderr=STDOUT
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """Where the first part of each line puts the program, and the seconds that it took."""
    (line,) = {line.partition(AND)[0] for line in LINES.values()}
    somebody = person(tmp_path_factory.mktemp("home"))
    has(somebody, "uv", BIN / "uv")
    asyncio.run(somebody.does(shell(line, somebody.env)))
    return somebody.home / ".local" / "bin", somebody.seconds[0]


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The rows of the table, which is printed at the end."""
    rows: list[str] = []
    yield rows
    head = f"| editor | model | {' | '.join(STEPS)} |"
    capture = request.config.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        print("", head, f"| --- | --- |{' ---: |' * len(STEPS)}", *rows, sep="\n")


@pytest.fixture(params=["a service", "the local model"])
async def newcomer(
    request: pytest.FixtureRequest, installed: tuple[Path, float], tmp_path: Path
) -> AsyncIterator[tuple[Person, tuple[str, ...]]]:
    """Somebody with a key, or with nothing; and what they say to `glossator setup`.

    The service and the hub of models are on this machine, and what the hub serves as the model
    that is proposed is the small one.
    """
    programs, seconds = installed
    if request.param == "a service":
        async with StandIn() as service:
            service.answer = lambda _: speak(f"    {TYPED}a + b")
            address = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
            somebody = person(tmp_path / "home", programs, **address)
            somebody.seconds.append(seconds)
            yield somebody, ("--yes",)
        return
    small, proposed = resolve("smollm2-135m"), fitting(Machine.here())
    assert small is not None
    with running_hub({f"{proposed.repository}/{proposed.file}": small.read_bytes()}) as hub:
        somebody = person(tmp_path / "home", programs, HF_ENDPOINT=hub.url)
        somebody.seconds.append(seconds)
        yield somebody, ("--way", "local")


async def setup(somebody: Person, options: tuple[str, ...]) -> None:
    """The one command: it ends well and shows a ghost text."""
    place, file = somebody.home, str(somebody.file)
    done = await run("setup", *options, file, cwd=place, env=somebody.env, program=("glossator",))
    assert done.status == 0, done
    head, ghost = done.out.split(f"{CODE.splitlines()[0]}\n", 1)
    assert "Ghost text after line 1" in head
    assert ghost.partition("Restart the editors")[0].strip()


def is_shown(screen: str) -> bool:
    """More stands after what was typed."""
    return re.search(rf"^ +{TYPED} *\S", screen, re.MULTILINE) is not None


async def in_vscode(somebody: Person, stack: AsyncExitStack) -> None:
    server = vscode(somebody)
    server.set({})
    stack.enter_context(server.running())
    workbench = await stack.enter_async_context(window(server, somebody.file.parent))
    await workbench.open("calc.py")
    await workbench.press("ArrowUp", "End")
    await workbench.wait_for_status("ready")
    await workbench.type(TYPED)
    await workbench.wait_for_ghost()


def vscode(somebody: Person) -> VSCodeServer:
    """Theirs, whose `code` is on their PATH."""
    if not NEWEST.place.exists() or chromium() is None:
        pytest.skip("VS Code is not installed here; `make editors` installs it")
    server = VSCodeServer(somebody.home / "vscode")
    server.env = somebody.env
    has(somebody, "code", *server.command())
    return server


async def in_neovim(somebody: Person, stack: AsyncExitStack) -> None:
    nvim = await Neovim.start(
        program("0.11"), str(somebody.file), folder=somebody.home, env=somebody.env
    )
    stack.push_async_callback(nvim.stop)
    await nvim.type(f"jA{TYPED}")
    await nvim.shows(is_shown)


async def in_emacs(somebody: Person, stack: AsyncExitStack) -> None:
    command = (needed("emacs"), str(somebody.file))
    screen = await stack.enter_async_context(
        terminal(*command, folder=somebody.home, env=somebody.env)
    )
    await screen.shows("Connected!")
    screen.type(f"\x0e\x05{TYPED}")
    await screen.shows(is_shown)


EDITORS = {"VS Code": in_vscode, "Neovim": in_neovim, "Emacs": in_emacs}


@pytest.mark.parametrize("editor", EDITORS)
async def test_one_line_and_one_command_lead_to_ghost_text_in_an_editor(
    editor: str,
    newcomer: tuple[Person, tuple[str, ...]],
    rows: list[str],
) -> None:
    somebody, options = newcomer
    if editor == "VS Code":
        vscode(somebody)
    if editor == "Emacs":
        needed("emacs")
    await somebody.does(shell(LINES[editor].partition(AND)[2], somebody.env))
    await somebody.does(setup(somebody, options))
    async with AsyncExitStack() as stack:
        await somebody.does(EDITORS[editor](somebody, stack))
        model = "local" if "local" in options else "service"
        rows.append(
            f"| {editor} | {model} | {' | '.join(map('{:.0f} s'.format, somebody.seconds))} |"
        )
