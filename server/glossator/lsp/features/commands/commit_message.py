"""`glossator.commitMessage`: the message of a commit, into its buffer or as the answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams

from glossator.actions.commit.commit import Prepared, prepare, write
from glossator.actions.commit.message import (
    MESSAGE_LANGUAGE,
    comment_mark,
    comments_begin,
    has_message,
)
from glossator.context.git import top_of
from glossator.errors import CommandError
from glossator.lsp.client.progress import CancelledByUserError
from glossator.lsp.edits.edit_stream import Step

if TYPE_CHECKING:
    from glossator.lsp.documents.snapshot import Snapshot
    from glossator.lsp.session import Session

TITLE = "Commit message"


async def commit_message(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Write a message for what is staged; null when the user cancelled it.

    Where the document is a commit's message, it is written into it.
    """
    uri = _uri(arguments)
    path = _path(uri)
    is_open = session.documents.document(uri) is not None
    snapshot = session.snapshot(uri) if is_open else None
    if snapshot is not None and snapshot.buffer.language != MESSAGE_LANGUAGE:
        snapshot = None
    if snapshot is not None and has_message(snapshot.buffer.text):
        raise CommandError("There is a message already; delete it to have another one written.")
    prepared = await prepare(await top_of(path), session.backend.ignore)
    if snapshot is not None:
        text = await _into(session, snapshot, prepared)
    else:
        text = await _answered(session, prepared)
    if text is None:
        return None
    if prepared.note:
        session.client.show_message(prepared.note, types.MessageType.Info)
    return {"text": text.strip()}


async def _into(session: Session, snapshot: Snapshot, prepared: Prepared) -> str | None:
    buffer = snapshot.buffer
    end = comments_begin(buffer.text)
    below = buffer.newline * 2 if end < len(buffer.text) else buffer.newline

    async def steps() -> AsyncGenerator[Step]:
        text = ""
        mark = comment_mark(buffer.text)
        pieces = write(prepared, session.backend.gateway, session.settings, mark)
        async with aclosing(pieces):
            async for piece in pieces:
                text += piece.replace("\n", buffer.newline)
                yield Step(text + below, piece.strip())

    return await session.edits.stream(
        snapshot.document, (0, end), TITLE, steps(), preview=session.settings.preview_edits
    )


async def _answered(session: Session, prepared: Prepared) -> str | None:
    text = ""
    pieces = write(prepared, session.backend.gateway, session.settings)
    try:
        async with session.client.progress(TITLE) as line, aclosing(pieces):
            async for piece in pieces:
                text += piece
                line.report(piece.strip())
    except CancelledByUserError:
        return None
    return text


def _uri(arguments: Sequence[Any]) -> str:
    argument = arguments[0] if len(arguments) == 1 else None
    if isinstance(argument, Mapping) and isinstance(argument.get("uri"), str):
        return str(argument["uri"])
    raise JsonRpcInvalidParams(message="The command takes one argument: {uri}.")


def _path(uri: str) -> Path:
    path = uris.to_fs_path(uri)
    if not path or not Path(path).exists():
        raise CommandError("This document is in no repository on this machine.")
    return Path(path)
