"""`glossator complete`: ghost text without an editor."""

from __future__ import annotations

import click

from glossator.cli.location import POINT, Location, line_end, line_start


@click.command()
@click.argument("place", type=POINT, metavar=POINT.name)
def complete(place: Location) -> None:
    """Print what ghost text would insert at FILE:LINE:COLUMN.

    Lines and columns count from 1; without a column, the end of the line is meant.
    """
    from glossator.cli.run import run
    from glossator.completion.engine import Engine
    from glossator.completion.request import SuggestionRequest
    from glossator.context.outgoing import Outgoing
    from glossator.models.gateway import Gateway
    from glossator.settings import Settings

    buffer = place.buffer()
    end = line_end(buffer, place.first)
    column = place.second
    offset = end if column is None else min(line_start(buffer, place.first) + column - 1, end)

    async def job(outgoing: Outgoing, gateway: Gateway, settings: Settings) -> None:
        engine = Engine(gateway, settings)
        request = SuggestionRequest.at(outgoing.buffer, offset, settings, invoked=True)
        found = await engine.suggest(request)
        await engine.close()
        if not found:
            click.echo("The model has nothing to suggest here.", err=True)
        for suggestion in found:
            click.echo(outgoing.restore(suggestion.text))

    run(buffer, job)
