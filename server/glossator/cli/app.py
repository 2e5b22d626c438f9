"""The commands of a terminal, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from glossator import __version__
from glossator.errors import UserFacingError

COMMANDS = (
    "cache",
    "commit",
    "complete",
    "context",
    "demo",
    "doctor",
    "document",
    "explain",
    "key",
    "log",
    "measure",
    "model",
    "serve",
    "setup",
    "trouble",
    "usage",
)


class LazyGroup(click.Group):
    """A group whose commands are modules of this package, imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `NAME` of module `glossator.cli.NAME`."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"glossator.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that is for the user becomes one line and the exit code 1."""
        try:
            return super().invoke(ctx)
        except UserFacingError as error:
            raise click.ClickException(f"{error}\nMore: {error.help()}") from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossator")
def glossator() -> None:
    """A language server that brings an open model into any editor.

    Without a command it serves: it speaks LSP on stdin and stdout, for an editor that starts it.
    """
