"""What is installed from the files of a release does its main job, without the repository.

`make release` runs these on what it has built; they fetch packages.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tarfile
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from glossator import __version__
from tests.cli.terminal import run
from tests.e2e.editor import environment
from tests.editors.others import project as projects
from tests.editors.others.test_glossator_el import in_line_2, saves
from tests.standin.asked import wants_docstring
from tests.standin.scripts import speak
from tests.standin.server import Request, StandIn
from tests.tools.test_docs import ATTACHES, CHOOSES_AN_ACTION, neovim
from tools import docs
from tools.release import DIST

SMALL = 55_000_000
"""Bytes of a service alone, with what its packages need, and the bytecode that pip writes."""
CODE = "def add(a, b):\n    return \n"


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    def good(request: Request) -> object:
        return speak("Add two numbers." if wants_docstring(request) else "    return a + b")

    async with StandIn() as service:
        service.answer = good  # type: ignore[assignment]
        yield service


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "calc.py").write_text(CODE)
    return folder


async def completes(program: Path, project: Path, service: StandIn) -> None:
    """The program shows what ghost text would insert."""
    env = environment(
        project / ".home", GLOSSATOR_BASE_URL=service.base_url, GLOSSATOR_API_KEY=service.key
    )
    done = await run("complete", "calc.py:2:12", cwd=project, env=env, program=(str(program),))
    assert done.status == 0, done
    assert "a + b" in done.out


async def test_the_wheel_is_small_and_completes(
    environment_of_wheel: Path, project: Path, service: StandIn
) -> None:
    site = next(environment_of_wheel.glob("lib/python*/site-packages"))
    ours = [each for each in site.iterdir() if not each.name.startswith(("pip", "setuptools"))]
    files = (file for each in ours for file in (each, *each.rglob("*")) if file.is_file())
    assert sum(file.stat().st_size for file in files) < SMALL
    assert not list(site.rglob("xllamacpp"))
    await completes(environment_of_wheel / "bin" / "glossator", project, service)


@pytest.mark.parametrize(
    ("line", "program"),
    list(
        zip(
            docs.block("install").splitlines(),
            (".local/bin/glossator", ".local/bin/glossator", ".glossator/bin/glossator"),
            strict=True,
        )
    ),
    ids=["uv", "pipx", "pip"],
)
async def test_each_way_of_the_documents_to_install_it_works(
    line: str, program: str, wheel: Path, tmp_path: Path, project: Path, service: StandIn
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    env = {**os.environ, "HOME": str(home), "PATH": path}
    env = {name: value for name, value in env.items() if not name.startswith(("XDG_", "PIPX_"))}
    assert "'.[" in line
    command = line.replace("'.[", f"'{wheel}[")
    process = await asyncio.create_subprocess_shell(
        command, cwd=home, env=env, stdout=PIPE, stderr=STDOUT
    )
    text, _ = await process.communicate()
    assert process.returncode == 0, text.decode()
    await completes(home / program, project, service)


async def test_the_neovim_plugin_starts_the_installed_server(
    environment_of_wheel: Path, project: Path, service: StandIn, tmp_path: Path
) -> None:
    name = f"glossator.nvim-{__version__}"
    with tarfile.open(DIST / f"{name}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    lines = docs.block("neovim").replace("~/glossator/editors/neovim", str(tmp_path / name))
    steps = f"{ATTACHES}{CHOOSES_AN_ACTION}leave()"
    programs = environment_of_wheel / "bin"
    await neovim((0, 11), steps, service, project, lines, programs=programs)
    assert any(wants_docstring(request) for request in service.allowed)


async def test_the_emacs_package_shows_ghost_text_of_the_installed_server(
    environment_of_wheel: Path, service: StandIn, tmp_path: Path
) -> None:
    if shutil.which("emacs") is None:
        pytest.skip("emacs is not installed here; `make editors` installs it")
    lines = (
        f'(setq package-user-dir "{tmp_path}/elpa")\n(require \'package)\n(package-initialize)\n'
        f'(package-install-file "{DIST}/glossator-{__version__}.el")\n'
        "(require 'glossator)\n(glossator-setup '(python-mode python-ts-mode))\n"
    )
    project = tmp_path / "project"
    project.mkdir()
    env = projects.project(project, service, environment_of_wheel / "bin")
    async with in_line_2(project, env, lines) as screen:
        screen.type("r")
        await screen.shows("    return a + b")
        screen.type("\t")
        await saves(screen, project / "calc.py", "    return a + b\n")
