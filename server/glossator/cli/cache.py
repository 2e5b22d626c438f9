"""`glossator cache`: what is kept of workspaces on this machine."""

from __future__ import annotations

import shutil

import click

from glossator.context.index.store import index_folder
from glossator.errors import CommandError


@click.group(short_help="Delete what is kept of workspaces; it is made anew when needed.")
def cache() -> None:
    """The index of what the files of workspaces declare, in your cache folder."""


@cache.command()
def clear() -> None:
    """Delete the indexes of all workspaces."""
    folder = index_folder()
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        click.echo("Nothing is kept.")
        return
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CommandError(f"{folder} could not be deleted ({why}). Delete it by hand.") from None
    click.echo(f"{folder} is deleted. Servers that run make their index anew at their next start.")
