"""`glossator key`: keeps the key of a service in the system's keyring."""

from __future__ import annotations

import os
import sys

import click

from glossator import config
from glossator.address import origin_of
from glossator.cli.user_file import set_in_user_file
from glossator.models import keyring_store


@click.group()
def key() -> None:
    """Keep the key of a service in the system's keyring."""


@key.command("set")
@click.argument("url", required=False)
def set_key(url: str | None) -> None:
    """Ask for a key, or read it from stdin, and keep it for the service at URL.

    Without URL, the service that the settings name is meant. The key is sent to that host alone.
    """
    origin = _origin(url)
    keyring_store.check()
    if sys.stdin.isatty():
        given = click.prompt(f"Key for {origin}", hide_input=True)
    else:
        given = sys.stdin.readline()
    if not given.strip():
        raise click.ClickException("There was no key to keep.")
    keyring = keyring_store.put(origin, given.strip())
    file = set_in_user_file("keyring", True)
    click.echo(
        f"The key for {origin} is kept in {keyring}; `keyring` is set in {file}. "
        "Restart the editors that are open."
    )


@key.command()
@click.argument("url", required=False)
def forget(url: str | None) -> None:
    """Keep no key for the service at URL any more."""
    origin = _origin(url)
    if not keyring_store.forget(origin):
        raise click.ClickException(f"No key is kept for {origin}.")
    click.echo(f"The key for {origin} is no longer kept.")


def _origin(url: str | None) -> str:
    url = url or config.load(environ=os.environ).settings.base_url
    origin = origin_of(url)
    if not origin:
        raise click.ClickException("The URL is not a web address; write it like https://a.example.")
    return origin
