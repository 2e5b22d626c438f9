"""Work done progress that can be cancelled, for everything that takes longer than a moment."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

PATIENCE = 0.3
"""Seconds before anything is shown: quick work should not flicker."""


class CancelledByUser(Exception):
    """The user pressed cancel on the progress; the request itself still wants its answer."""


class Progress:
    """One line of progress in the client; silent where the client shows none."""

    def __init__(self, server: LanguageServer, title: str, token: types.ProgressToken) -> None:
        self._server = server
        self._title = title
        self._token = token
        self._message = ""
        self._begun = False

    def report(self, message: str) -> None:
        """Show `message` beside the title."""
        self._message = message
        if self._begun:
            self._server.work_done_progress.report(
                self._token, types.WorkDoneProgressReport(message=message)
            )

    def begin(self) -> None:
        """Show the title, with a button that cancels."""
        self._begun = True
        self._server.work_done_progress.begin(
            self._token,
            types.WorkDoneProgressBegin(
                title=self._title, cancellable=True, message=self._message or None
            ),
        )

    def end(self) -> None:
        """Take the line away."""
        if self._begun:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())


@asynccontextmanager
async def progress(
    server: LanguageServer,
    title: str,
    *,
    supported: bool,
    token: types.ProgressToken | None = None,
) -> AsyncIterator[Progress]:
    """Show progress around the body; the user's cancel ends the body with CancelledByUser.

    `token` is the client's own `workDoneToken` where the request carried one; otherwise one is
    created where the client supports it.
    """
    shown = token is not None or supported
    task = asyncio.current_task()
    assert task is not None
    line = Progress(server, title, token if token is not None else str(uuid.uuid4()))
    asked_to_stop = asyncio.Event()

    def stop() -> None:
        asked_to_stop.set()
        task.cancel()

    waiting = asyncio.create_task(_show(server, line, stop, own=token is None)) if shown else None
    try:
        yield line
    except asyncio.CancelledError:
        if asked_to_stop.is_set() and task.uncancel() == 0:
            raise CancelledByUser from None
        raise
    finally:
        if waiting is not None:
            waiting.cancel()
        line.end()
        server.work_done_progress.tokens.pop(line._token, None)


async def _show(server: LanguageServer, line: Progress, stop: object, *, own: bool) -> None:
    await asyncio.sleep(PATIENCE)
    if own:
        try:
            await server.work_done_progress.create_async(line._token)
        except JsonRpcException:
            return
    line.begin()
    loop = asyncio.get_running_loop()
    asked = server.work_done_progress.tokens[line._token]

    def on_done(_: object) -> None:
        loop.call_soon_threadsafe(stop)  # type: ignore[arg-type]

    asked.add_done_callback(on_done)
