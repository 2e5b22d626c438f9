"""`glossator explain`: an explanation, streamed to the terminal."""

from __future__ import annotations

from contextlib import aclosing

import click

from glossator.cli.location import LINES, Location, line_end, line_start


@click.command(short_help="Explain the lines FILE:FROM-TO.")
@click.argument("place", type=LINES, metavar=LINES.name)
def explain(place: Location) -> None:
    """Explain the lines FILE:FROM-TO, or what encloses the line FILE:LINE."""
    from glossator.actions.explain.explain import explain as explanation
    from glossator.cli.run import run
    from glossator.context.outgoing import Outgoing
    from glossator.models.gateway import Gateway
    from glossator.settings import Settings

    buffer = place.buffer()
    first, last = sorted((place.first, place.second or place.first))
    start = line_start(buffer, first)
    end = line_end(buffer, last) if place.second else start

    async def job(outgoing: Outgoing, gateway: Gateway, settings: Settings) -> None:
        async with aclosing(explanation(outgoing.buffer, (start, end), gateway, settings)) as texts:
            async for text in texts:
                click.echo(text, nl=False)
        click.echo()

    run(buffer, job)
