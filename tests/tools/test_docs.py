"""What the documents promise: the commands exist, the settings are these, the editors connect."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from glossator.cli.app import COMMANDS
from tests.actions.commit.repositories import git
from tests.e2e.editor import environment
from tests.liveness import LIVENESS
from tests.standin.asked import wants_docstring
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn
from tools import docs

MADE_UP = {"test_calc.py"}
"""Files of the examples."""
PROGRAMS = Path(sys.executable).parent
CODE = "def add(a, b):\n    return \n"

ATTACHES = """\
vim.cmd.edit('calc.py')
wait('the client', function()
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'glossator' })[1]
  return client and client.initialized
end)
-- The server has loaded when it has answered this.
local asked = { command = 'glossator.status', arguments = { { wait = true } } }
vim.lsp.get_clients()[1]:request_sync('workspace/executeCommand', asked, 30000)
"""
CHOOSES_AN_ACTION = """\
vim.api.nvim_win_set_cursor(0, { 1, 5 })
vim.lsp.buf.code_action({
  filter = function(action) return action.title == 'Generate docstring' end, apply = true,
})
wait('the docstring', function() return text():find('Add two numbers.', 1, true) end)
"""
ACCEPTS_GHOST_TEXT = """\
vim.api.nvim_win_set_cursor(0, { 2, 10 })
vim.api.nvim_input('A')
soon('the ghost text', function()
  local spaces = vim.api.nvim_get_namespaces()
  local namespace = spaces['nvim.lsp.inline_completion'] or spaces['glossator.ghost']
  return namespace and #vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, {}) > 0
end, function()
  vim.api.nvim_input('<Tab>')
  soon('its text in the buffer', function() return text():find('return a + b', 1, true) end, leave)
end)
"""
DRIVER = """\
local function quit(trouble)
  io.stderr:write(trouble .. '\\n')
  vim.cmd.cquit()
end
local function leave() vim.cmd('qall!') end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') end
local function wait(what, there)
  if not vim.wait(20000, there, 20) then error(what .. ' did not come') end
end
-- keys are only typed while no script runs, so that waiting for what they do needs a timer
local function soon(what, there, after)
  local timer, tries = vim.uv.new_timer(), 0
  timer:start(20, 20, vim.schedule_wrap(function()
    if timer:is_closing() then return end
    tries = tries + 1
    local fine, found = pcall(there)
    if not fine or tries > 1000 then quit(fine and what .. ' did not come' or found) end
    if found then timer:close() after() end
  end))
end
local fine, trouble = pcall(function()
%s
end)
if not fine then quit(trouble) end
"""


def named(program: str) -> set[str]:
    """The words that follow a program's name in the documents' code."""
    text = "\n".join(each.read_text("utf-8") for each in docs.documents())
    code = re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", text, re.DOTALL)
    lines = [line for blocks in code for block in blocks for line in block.splitlines()]
    found = [re.match(rf"(?:\S*/)?{program} ([a-z]+)", line) for line in lines]
    return {match[1] for match in found if match}


def test_every_command_that_is_named_exists() -> None:
    assert named("glossator") == set(COMMANDS)


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (docs.ROOT / "Makefile").read_text(), re.MULTILINE))
    assert named("make") == targets - {"help"}


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on PATH")
def test_what_make_would_do_is_what_the_tests_do() -> None:
    """`make test` runs this very test, `.ci/run` runs it and `make check`; the demo has its own."""

    def recipe(target: str) -> str:
        command = ["make", "--no-print-directory", "--dry-run", "--always-make", target]
        return subprocess.run(
            command, cwd=docs.ROOT, capture_output=True, text=True, check=True
        ).stdout

    assert recipe("demo").rstrip().endswith("/glossator demo")
    assert recipe("test").rstrip().endswith("/python -m pytest --numprocesses 2 --dist loadfile")
    assert "rm -rf .venv" in recipe("clean")
    run = (docs.ROOT / ".ci" / "run").read_text()
    assert {"make check", "make test"} <= set(run.splitlines())


def test_the_table_of_settings_is_the_programs() -> None:
    assert docs.settings_section() == docs.settings_table(), "run `python -m tools.docs`"


def test_the_settings_of_neovims_help_are_the_programs() -> None:
    assert docs.help_section() == docs.help_settings(), "run `python -m tools.docs`"


def test_the_links_and_pictures_lead_somewhere() -> None:
    for document in docs.documents():
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name} leads to {target}"


def test_every_module_that_is_named_exists() -> None:
    there = {
        path.relative_to(docs.ROOT).as_posix()
        for folder in ("server", "tests", "bench", "tools", "editors/vscode/src", "editors/neovim")
        for path in (docs.ROOT / folder).rglob("*.*")
    }
    for document in docs.documents():
        text = document.read_text("utf-8")
        for name in re.findall(r"`([\w/]+\.(?:py|lua|ts))`", text):
            if name not in MADE_UP:
                assert any(f"/{path}".endswith(f"/{name}") for path in there), (
                    f"{document.name} names {name}"
                )
        for module in re.findall(r"python -m ((?:tests|bench|tools)[\w.]*)", text):
            assert find_spec(module), f"{document.name} runs {module}"


def test_the_picture_is_of_a_whole_demo_and_small() -> None:
    drawing = docs.PICTURE.read_text("utf-8").replace("&#160;", " ")
    for part in ("Ghost text", "Explanation of", "Docstring for", "+++"):
        assert part in drawing
    assert docs.PICTURE.stat().st_size < 100_000


def test_the_pictures_are_small_together() -> None:
    shown = {
        (document.parent / picture).resolve()
        for document in docs.documents()
        for picture in re.findall(r"!\[[^]]+\]\((\S+)\)", document.read_text("utf-8"))
    }
    assert len(shown) == 5
    assert sum(picture.stat().st_size for picture in shown) < 1_000_000


def test_readme_fits_on_a_screen() -> None:
    lines = [line for line in docs.README.read_text("utf-8").splitlines() if line]
    assert len(lines) <= 40


def test_every_block_is_tested() -> None:
    """By its name here, else as what its language says; figures and drawings have no language."""
    for block in docs.blocks():
        match block.test, block.language.split(" ")[0]:
            case (("neovim" | "helix" | "emacs" | "eglot" | "install" | "first" | "measure"), _):
                continue
            case (("litellm" | "litellm-budget" | "vllm-router"), _):  # by `make servers`
                continue
            case "", "json":
                json.loads(block.text)
            case "", "toml":
                tomllib.loads(block.text)
            case "", "":
                continue
            case _:
                pytest.fail(f"no test runs this block of {block.document.name}:\n{block.text}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that an editor takes for a project, with a file to open."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "calc.py").write_text(CODE)
    return tmp_path


@pytest.fixture
def service() -> StandIn:
    """Says what a good model would; to be entered by the test."""
    service = StandIn()
    service.answer = _sensible
    return service


def _sensible(request: Request) -> Script:
    if wants_docstring(request):
        return speak("Add two numbers.\n", "a: The first.\n", "b: The second.\n")
    return speak("It adds." if request.model == PROSE_MODEL else "    return a + b")


async def edit(
    service: StandIn, project: Path, *command: str, programs: Path = PROGRAMS, **more: str
) -> str:
    """Run an editor to its end in the project, `glossator` on its PATH; what it printed."""
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    home = project / ".home"
    home.mkdir(exist_ok=True)
    settings = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    env = environment(
        home, PATH=path, XDG_STATE_HOME=str(home / "state"), TERM="dumb", **settings, **more
    )
    process = await asyncio.create_subprocess_exec(
        *command, cwd=project, env=env, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=STDOUT
    )
    try:
        async with asyncio.timeout(LIVENESS):
            printed, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, printed.decode()
    return printed.decode()


def neovims() -> Iterator[tuple[tuple[int, int], str]]:
    """The Neovims on PATH and beside Python, with their versions."""
    for path in (os.environ["PATH"], str(Path(sys.executable).parent)):
        if found := shutil.which("nvim", path=path):
            shown = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
            version = re.match(r"NVIM v(\d+)\.(\d+)", shown.stdout)
            assert version is not None
            yield (int(version[1]), int(version[2])), found


async def neovim(
    version: tuple[int, int],
    steps: str,
    service: StandIn,
    project: Path,
    lines: str | None = None,
    *,
    programs: Path = PROGRAMS,
) -> None:
    """Take the steps in a Neovim whose init.lua is these lines, or the block of docs/editors.md."""
    there = dict(neovims())
    if version not in there:
        found = ", ".join(f"{major}.{minor}" for major, minor in there) or "none"
        pytest.skip(f"needs Neovim {version[0]}.{version[1]} on PATH, found {found}")
    init, driver = project / "init.lua", project / "driver.lua"
    plugin = str(docs.ROOT / "editors" / "neovim")
    init.write_text(lines or docs.block("neovim").replace("~/glossator/editors/neovim", plugin))
    driver.write_text(DRIVER % steps)
    options = ("--headless", "--clean", "-u", str(init), "-i", "NONE", "-n")
    command = (there[version], *options, "-S", str(driver))
    await edit(service, project, *command, programs=programs)


NEOVIMS = pytest.mark.parametrize("version", [(0, 11), (0, 12)], ids=["0.11", "0.12"])


@pytest.mark.real_editor
@NEOVIMS
async def test_neovim_has_code_actions(
    service: StandIn, project: Path, version: tuple[int, int]
) -> None:
    async with service:
        await neovim(version, f"{ATTACHES}{CHOOSES_AN_ACTION}leave()", service, project)
    assert any(wants_docstring(request) for request in service.allowed)


@pytest.mark.real_editor
@NEOVIMS
async def test_neovim_shows_ghost_text_and_tab_accepts_it(
    service: StandIn, project: Path, version: tuple[int, int]
) -> None:
    async with service:
        await neovim(version, ATTACHES + ACCEPTS_GHOST_TEXT, service, project)
    assert any(request.model == CODE_MODEL for request in service.allowed)


@pytest.mark.real_editor
@NEOVIMS
async def test_the_specification_for_nvim_lspconfig_starts_the_server(
    service: StandIn, project: Path, version: tuple[int, int]
) -> None:
    specification = docs.EDITORS / "specs" / "nvim-lspconfig" / "glossator.lua"
    lines = (
        f"vim.lsp.config('glossator', dofile({json.dumps(str(specification))}))\n"
        "vim.lsp.enable('glossator')\n"
    )
    async with service:
        await neovim(version, f"{ATTACHES}{CHOOSES_AN_ACTION}leave()", service, project, lines)


@pytest.mark.real_editor
async def test_helix_finds_the_server(service: StandIn, project: Path) -> None:
    block = docs.block("helix")
    languages = tomllib.loads(block)
    assert "glossator" in languages["language"][0]["language-servers"]
    assert languages["language-server"]["glossator"] == {"command": "glossator", "args": ["serve"]}
    if (hx := shutil.which("hx")) is None:
        pytest.skip("the block is well-formed; trying it needs hx (Helix) on PATH")
    configuration = project / "config" / "helix"
    configuration.mkdir(parents=True)
    (configuration / "languages.toml").write_text(block)
    async with service:
        shown = await edit(
            service, project, hx, "--health", "python", XDG_CONFIG_HOME=str(configuration.parent)
        )
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert re.search(r"✓ glossator: \S*glossator", plain), shown


@pytest.mark.real_editor
async def test_emacs_connects(service: StandIn, project: Path) -> None:
    block = docs.block("eglot")
    code = re.sub(r'"[^"]*"', "", block)
    assert code.count("(") == code.count(")") > 0
    if (emacs := shutil.which("emacs")) is None:
        pytest.skip("the block is balanced; trying it needs emacs on PATH")
    init, driver = project / "init.el", project / "driver.el"
    init.write_text(block)
    driver.write_text(f"""\
(require 'eglot)
(setq vc-handled-backends nil eglot-sync-connect 30)
(find-file {json.dumps(str(project / "calc.py"))})
(python-mode)
(call-interactively #'eglot)
(princ (eglot-project-nickname (eglot-current-server)))
(princ (format " %s" (mapcar (lambda (each) (plist-get each :title)) (eglot-code-actions 1 5))))
(eglot-shutdown (eglot-current-server) nil 20)
""")
    async with service:
        shown = await edit(
            service, project, emacs, "-Q", "--batch", "-l", str(init), "-l", str(driver)
        )
    assert "Generate docstring" in shown


async def test_the_commands_of_measure(project: Path, service: StandIn) -> None:
    """As they stand in docs/models.md, on a repository of one commit and with few holes."""
    (project / ".git").rmdir()
    git(project, "init", "-q")
    git(project, "add", "calc.py")
    git(project, "commit", "-qm", "First")
    commands = [
        line for each in docs.blocks() if each.test == "measure" for line in each.text.split("\n")
    ]
    async with service:
        for number, command in enumerate(filter(None, commands)):
            printed = await edit(service, project, *command.split(), "--holes", "4")
            assert "# Measured on your own code" in printed
            assert ("Against the other run" in printed) == (number == 2)
