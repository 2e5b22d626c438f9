"""`glossator commit`: the message for what is staged, streamed to the terminal or into a file."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import click


@click.command(short_help="Print a message for what is staged.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.argument("kind", required=False)
@click.argument("commit", required=False)
def commit(file: Path | None, kind: str | None, commit: str | None) -> None:  # noqa: ARG001
    """Print a message for what is staged.

    With FILE it is written above the comments of that file. As `prepare-commit-msg` git calls a
    hook with FILE KIND COMMIT: `exec glossator commit "$@"`. A message that is there already, by
    -m, a merge or an amendment, stays as it is.
    """
    from glossator.actions.commit.commit import prepare, write
    from glossator.actions.commit.message import has_message
    from glossator.cli.run import load_here
    from glossator.context.git import top_of
    from glossator.context.ignore import ignore_of
    from glossator.context.outgoing import without_secrets
    from glossator.errors import UserFacingError
    from glossator.models.gateway import Gateway
    from glossator.models.local.source import local_source

    if kind is not None and kind != "template":
        return
    before = file.read_text(encoding="utf-8") if file is not None else ""
    if has_message(before):
        return
    loaded = load_here()

    async def work() -> str:
        top = await top_of(Path.cwd())
        prepared = await prepare(top, ignore_of(loaded))
        gateway = Gateway(loaded, local_source(loaded.settings), conceal=without_secrets)
        text = ""
        try:
            async with aclosing(write(prepared, gateway, loaded.settings)) as pieces:
                async for piece in pieces:
                    text += piece
                    if file is None:
                        click.echo(piece, nl=False)
        finally:
            await gateway.close()
        if file is None:
            click.echo()
        if prepared.note:
            click.echo(f"glossator: {prepared.note}", err=True)
        return text

    if file is None:
        asyncio.run(work())
        return
    try:
        text = asyncio.run(work())
    except UserFacingError as error:  # a hook that fails would forbid the commit
        click.echo(f"glossator: {error}", err=True)
        return
    below = before if before[:1] in ("", "\n") else f"\n{before}"
    file.write_text(f"{text}\n{below}", encoding="utf-8")
