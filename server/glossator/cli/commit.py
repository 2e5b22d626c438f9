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
    from glossator.actions.commit.message import comment_mark, has_message
    from glossator.errors import UserFacingError

    if kind is not None and kind != "template":
        return
    # A template may be in any encoding; what is not UTF-8 stays as it is.
    encoding = {"encoding": "utf-8", "errors": "surrogateescape"}
    before = file.read_text(**encoding) if file is not None else ""
    if has_message(before):
        return
    if file is None:
        asyncio.run(_written("#", streamed=True))
        return
    try:
        text = asyncio.run(_written(comment_mark(before), streamed=False))
    except UserFacingError as error:  # a hook that fails would forbid the commit
        click.echo(f"glossator: {error}", err=True)
        return
    below = before if before[:1] in ("", "\n") else f"\n{before}"
    file.write_text(f"{text}\n{below}", **encoding)


async def _written(mark: str, *, streamed: bool) -> str:
    """The message for what is staged here, printed as it comes where it is `streamed`.

    Raises:
        UserFacingError: when nothing is staged, or the model failed.
    """
    from glossator.actions.commit.commit import prepare, write
    from glossator.cli.run import load_here, open_gateway
    from glossator.context.git import top_of
    from glossator.context.ignore import ignore_of

    loaded = load_here()
    prepared = await prepare(await top_of(Path.cwd()), ignore_of(loaded))
    text = ""
    async with (
        open_gateway(loaded) as gateway,
        aclosing(write(prepared, gateway, loaded.settings, mark)) as pieces,
    ):
        async for piece in pieces:
            text += piece
            if streamed:
                click.echo(piece, nl=False)
    if streamed:
        click.echo()
    if prepared.note:
        click.echo(f"glossator: {prepared.note}", err=True)
    return text
