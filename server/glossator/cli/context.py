"""`glossator context`: what a model is shown of other files at a place."""

from __future__ import annotations

import click

from glossator.cli.location import POINT, Location, line_end, line_start


@click.command(short_help="Show what a model is told of other files at a place, and why.")
@click.argument("place", type=POINT, metavar=POINT.name)
@click.option("--size", type=click.IntRange(1), default=4_000, show_default=True, help="Of it all.")
def context(place: Location, size: int) -> None:
    """Print what ghost text at FILE:LINE:COLUMN shows a model of other files, each with the reason.

    Lines and columns count from 1; without a column, the start of the line is meant. Only files
    below the folder you are in are read. Nothing is sent anywhere.
    """
    import os

    from glossator import config
    from glossator.context.ignore import ignore_of
    from glossator.context.index.store import index_folder
    from glossator.context.outgoing import outgoing_of
    from glossator.context.workspace import Workspace

    buffer = place.buffer()
    start, end = line_start(buffer, place.first), line_end(buffer, place.first)
    offset = start if place.second is None else min(start + place.second - 1, end)
    roots = [buffer.root] if buffer.root else []
    loaded = config.load(environ=os.environ, workspaces=roots)
    buffer = outgoing_of(buffer, ignore_of(loaded)).buffer
    if loaded.settings_for(buffer.path).context == "off":
        click.echo("Nothing: `context` is off.")
        return
    near = buffer.text[:offset], buffer.text[offset:]
    workspace = Workspace(ignore_of(loaded), index_folder())
    workspace.read_whole(buffer, near)
    workspace.excerpts(buffer.uri, *near, size)
    shown = workspace.shown(buffer.uri)
    workspace.close()
    for each in shown:
        line = each.declaration.line + 1
        click.echo(f"{each.file}:{line}: {each.declaration.signature}  ({each.reason})")
    if not shown:
        click.echo("Nothing: no other file is known to declare what this place could need.")
