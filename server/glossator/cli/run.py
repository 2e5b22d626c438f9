"""Loads the settings for a command, and runs one that asks a model, with a gateway."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import click

from glossator import config
from glossator.context.buffer import Buffer
from glossator.context.ignore import ignore_of
from glossator.context.outgoing import Outgoing, outgoing_of, without_secrets
from glossator.models.gateway import Gateway
from glossator.models.ledger import own_ledger
from glossator.models.local.source import local_source
from glossator.settings import Loaded, Settings


def load_here() -> Loaded:
    """The settings for the folder at hand; what is wrong with them is told on stderr."""
    loaded = config.load(environ=os.environ, workspaces=[Path.cwd()])
    for problem in loaded.problems:
        click.echo(f"glossator: {problem}", err=True)
    return loaded


def run(buffer: Buffer, job: Callable[[Outgoing, Gateway, Settings], Awaitable[None]]) -> None:
    """Run `job` with what a model may see, and a gateway that is closed whatever happens.

    Raises:
        UserFacingError: when a model may not see the file, or cannot answer.
    """
    loaded = load_here()
    outgoing = outgoing_of(buffer, ignore_of(loaded))

    async def work() -> None:
        async with open_gateway(loaded) as gateway:
            await job(outgoing, gateway, loaded.settings)

    asyncio.run(work())


@asynccontextmanager
async def open_gateway(loaded: Loaded) -> AsyncIterator[Gateway]:
    """A gateway for a command; what it spends is counted, and it is closed whatever happens."""
    local = local_source(loaded.settings)
    gateway = Gateway(loaded, local, conceal=without_secrets, ledger=own_ledger(loaded.settings))
    try:
        yield gateway
    finally:
        await gateway.close()
