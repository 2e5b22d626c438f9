"""`glossator context`: what a model is shown of other files at a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossator.cli.location import POINT, Location, offset_of

if TYPE_CHECKING:
    from glossator.settings import Settings


@click.command(short_help="Show what a model is told of other files at a place, and why.")
@click.argument("place", type=POINT, metavar=POINT.name)
@click.option("--size", type=click.IntRange(1), default=4_000, show_default=True, help="Of it all.")
def context(place: Location, size: int) -> None:
    """Print what ghost text at FILE:LINE:COLUMN shows a model of other files, each with the reason.

    Lines and columns count from 1; without a column, the end of the line is meant. Only files
    below the folder you are in are read. Nothing is sent anywhere.
    """
    from glossator.cli.run import load_here
    from glossator.context.ignore import ignore_of
    from glossator.context.index.store import index_folder
    from glossator.context.outgoing import outgoing_of
    from glossator.context.steady import PromptWindow
    from glossator.context.workspace import Workspace

    buffer = place.buffer()
    offset = offset_of(buffer, place)
    loaded = load_here()
    buffer = outgoing_of(buffer, ignore_of(loaded)).buffer
    if why_not := _why_not(loaded.settings_for(buffer.path), buffer.language):
        click.echo(f"Nothing: {why_not}")
        return
    near = buffer.text[:offset], buffer.text[offset:]
    workspace = Workspace(ignore_of(loaded), index_folder())
    workspace.read_whole(buffer, near)
    workspace.excerpts(buffer.uri, PromptWindow(*near), size)
    shown = workspace.shown(buffer.uri)
    workspace.close()
    for each in shown:
        text = each.text if "\n" not in each.text else f"\n{each.text}\n"
        click.echo(f"{each.file}:{each.line + 1}: {text}  ({each.reason})")
    if not shown:
        click.echo("Nothing: no other file is known to declare what this place could need.")


def _why_not(settings: Settings, language: str) -> str:
    """Why the settings let nothing be shown, or nothing where they do."""
    if settings.context == "off":
        return "`context` is off."
    if settings.context == "openFiles":
        return "`context` is openFiles, and outside an editor no file is open."
    if not settings.context_languages.get(language, True):
        return f"`contextLanguages` is false for {language}."
    return ""
