"""`glossator setup`: from nothing to the first ghost text."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from glossator import config
from glossator.cli.setup_ways import Machine, Way, ways
from glossator.cli.user_file import set_in_user_file
from glossator.errors import NotConfiguredError, PullFailedError
from glossator.models import keyring_store
from glossator.models.discover import USUAL_PORTS, Found, discover
from glossator.models.local import catalogue
from glossator.settings import Loaded


@click.command(short_help="Choose a model and see the first ghost text.")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--yes", is_flag=True, help="Take the way that is proposed, and ask nothing.")
@click.option(
    "--way", type=click.Choice(["service", "here", "local"]), help="Take this way, and ask nothing."
)
def setup(file: Path | None, yes: bool, way: str | None) -> None:
    """Find what there is, write your settings, check that it works, show one ghost text in FILE.

    A way is a service, a program that serves models here, or the local model. Ends with status 1
    where no model answers.
    """
    loaded = config.load(environ=os.environ)
    proposed = ways(loaded, asyncio.run(_found(loaded)), Machine.here(), catalogue.installed())
    _show(proposed)
    chosen = _choose(proposed, way, yes=yes)
    if chosen.needs_packages:
        raise click.ClickException(
            "llama.cpp, which runs a local model, is not installed: run "
            f"`{chosen.needs_packages}`, then this again."
        )
    if chosen.needs_key:
        _ask_for_key(chosen.needs_key, yes=yes or way is not None)
    values = _fetched(chosen, loaded.settings.ca_file)
    for key, value in values.items():
        written = set_in_user_file(key, value)
    click.echo(f"{chosen.title} is set in {written}.")
    _check()
    if file is not None:
        _show_ghost_text(file)
    click.echo("Restart the editors that are open; `glossator doctor` says more.")


async def _found(loaded: Loaded) -> tuple[Found, ...]:
    from glossator.models.transport import Transport

    transport = Transport(loaded.settings.connect_timeout, "")
    try:
        return await discover(transport, USUAL_PORTS)
    finally:
        await transport.close()


def _show(proposed: Sequence[Way]) -> None:
    for number, way in enumerate(proposed, 1):
        click.echo(f"{number}  {way.title}")
        click.echo(f"   What leaves:  {way.leaves}.")
        click.echo(f"   How fast:     {way.speed}.")
        click.echo(f"   How good:     {way.quality}.")


def _choose(proposed: Sequence[Way], name: str | None, *, yes: bool) -> Way:
    if name is not None:
        found = next((way for way in proposed if way.name == name), None)
        if found is None:
            raise click.ClickException(
                "No program on this machine serves a model; start one, or choose another way."
            )
        return found
    if yes:
        return proposed[0]
    if not sys.stdin.isatty():
        raise click.ClickException("Nobody can be asked here; choose with --way, or say --yes.")
    number = click.prompt("Which one", type=click.IntRange(1, len(proposed)), default=1)
    return proposed[number - 1]


def _ask_for_key(origin: str, *, yes: bool) -> None:
    """Keep the key of a service that has none yet in the system's keyring."""
    if yes or not sys.stdin.isatty():
        raise click.ClickException(
            f"There is no key for {origin}: set GLOSSATOR_API_KEY, "
            "or run `glossator key set`, then this again."
        )
    try:
        keyring_store.check()
    except NotConfiguredError as error:
        raise click.ClickException(
            f"There is no key for {origin}: set GLOSSATOR_API_KEY, then run this again. It cannot "
            f"be asked for here, since nothing would keep it. {error}"
        ) from None
    given = click.prompt(f"Key for {origin}", hide_input=True).strip()
    keyring_store.put(origin, given)
    set_in_user_file("keyring", True)


def _fetched(way: Way, ca_file: str) -> dict[str, str]:
    """The settings of a way, once its model is there; another one where it cannot be fetched."""
    if not way.pull:
        return way.settings
    from glossator.models.local.pull import pull

    try:
        pull(way.pull, ca_file)
    except PullFailedError as error:
        installed = catalogue.installed()
        if not installed:
            raise
        click.echo(
            f"{error} Until then {installed[0].name}, which is installed, is used.", err=True
        )
        return {**way.settings, "localModel": installed[0].name}
    return way.settings


def _check() -> None:
    """Ask both models; ends the program where one does not answer."""
    from glossator.cli.doctor_checks import ask
    from glossator.models.ledger import own_ledger
    from glossator.models.local.source import local_source

    loaded = config.load(environ=os.environ)
    answers = asyncio.run(ask(loaded, local_source(loaded.settings), own_ledger(loaded.settings)))
    reports = tuple(dict.fromkeys((answers.code, answers.prose)))
    for report in reports:
        if report.seconds_to_first_token is not None and not report.problem:
            click.echo(f"{report.model} answers after {report.seconds_to_first_token:.1f} s.")
    for problem in dict.fromkeys(report.problem for report in reports if report.problem):
        click.echo(problem, err=True)
    if not answers.ok:
        sys.exit(1)


def _show_ghost_text(file: Path) -> None:
    """Complete the first line of a file that opens a block, or its last line."""
    from glossator.cli.complete import complete
    from glossator.cli.location import Location
    from glossator.text.lexer import opens_block
    from glossator.text.lines import split_lines

    buffer = Location(file, 1, None).buffer()
    lines = split_lines(buffer.text)
    opening = (at for at, line in enumerate(lines, 1) if opens_block(line, buffer.language))
    at = next(opening, max(1, len(lines)))
    click.echo(f"Ghost text after line {at} of {file}:")
    click.echo(f"  {lines[at - 1]}")
    assert complete.callback is not None
    complete.callback(Location(file, at, None))
