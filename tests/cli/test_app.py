"""The command line as a whole: its help, its version, and serving as the default."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from glossator import __version__
from glossator.cli.app import COMMANDS, glossator
from tests.cli.terminal import run
from tests.e2e.editor import environment
from tools import docs

SERVING = [(), ("serve",), ("--stdio",), ("serve", "--stdio")]


def command(name: str) -> click.Command:
    """The command as it is imported when it is called."""
    found = glossator.get_command(click.Context(glossator), name)
    assert found is not None
    return found


@pytest.mark.parametrize("arguments", SERVING)
async def test_serving_ends_with_stdin(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = await run(*arguments, cwd=tmp_path, env=environment(tmp_path))
    assert (result.out, result.err) == ("", "")


async def test_a_process_tells_its_help_and_version(tmp_path: Path) -> None:
    env = environment(tmp_path, COLUMNS="100")
    shown = await run("--help", cwd=tmp_path, env=env)
    assert (shown.status, shown.err) == (0, "")
    assert "Usage: glossator [OPTIONS] COMMAND" in shown.out
    version = await run("--version", cwd=tmp_path, env=env)
    assert version.out == f"glossator, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_of_its_own(name: str) -> None:
    listed = CliRunner().invoke(glossator, ["--help"], prog_name="glossator")
    (line,) = [line for line in listed.output.splitlines() if line.split()[:1] == [name]]
    assert len(line.split()) > 3, "it says what it is for"
    assert not line.endswith("..."), "it is not cut short"
    for switch in ("-h", "--help"):
        shown = CliRunner().invoke(glossator, [name, switch], prog_name="glossator")
        assert shown.exit_code == 0
        assert shown.output.startswith(f"Usage: glossator {name} ")


def test_the_readme_lists_the_commands_and_nothing_else() -> None:
    assert docs.commands().keys() == set(COMMANDS) - {"serve"}


@pytest.mark.parametrize("name", docs.commands())
def test_the_readme_and_the_help_agree_on_arguments_and_options(name: str) -> None:
    """Every argument and option of one stands in the other, and so do the subcommands."""
    found, written = command(name), docs.commands()[name]
    arguments = [each for each in found.params if isinstance(each, click.Argument)]
    forms = {each.make_metavar(click.Context(found)) for each in arguments}
    assert written.arguments == forms
    options = {option for each in found.params for option in each.opts if option.startswith("--")}
    assert written.options == options
    assert written.subcommands == set(found.commands if isinstance(found, click.Group) else ())


def test_an_unknown_command_is_told() -> None:
    result = CliRunner().invoke(glossator, ["compleat"], prog_name="glossator")
    assert result.exit_code == 2
    assert "No such command 'compleat'" in result.output
    assert "Traceback" not in result.output


async def test_serving_loads_no_command_line_library() -> None:
    program = (
        "import sys; sys.argv = ['glossator']; import glossator.cli, glossator.lsp.server.start; "
    )
    program += "assert not {'click', 'rich', 'openai', 'pygls', 'lsprotocol'} & set(sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    assert await process.wait() == 0
