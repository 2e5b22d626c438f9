"""`glossator complete`: ghost text without an editor."""

from __future__ import annotations

from dataclasses import replace

import click

from glossator.cli.location import POINT, Location, offset_of


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
    offset = offset_of(buffer, place)

    async def job(outgoing: Outgoing, gateway: Gateway, settings: Settings) -> None:
        # Nobody types on meanwhile, so the answer has the time that an action's has.
        deadline = max(settings.completion_deadline, settings.request_deadline)
        settings = replace(settings, completion_deadline=deadline)
        engine = Engine(gateway, settings)
        request = SuggestionRequest.at(outgoing.buffer, offset, settings, invoked=True)
        found = await engine.suggest(request)
        await engine.close()
        if not found:
            click.echo("The model has nothing to suggest here.", err=True)
        for suggestion in found:
            click.echo(outgoing.restore(suggestion.text))

    run(buffer, job)
