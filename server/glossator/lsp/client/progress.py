"""Work done progress that can be cancelled, for everything that takes longer than a moment."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.text.sanitize import sentence

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

PROGRESS_DELAY = 0.3
"""Seconds before anything is shown: quick work should not flicker."""
REPORT_DELAY = 0.1
"""Seconds between two messages: a model writes faster than anyone reads."""


class CancelledByUserError(Exception):
    """The user pressed cancel on the progress; the request itself still wants its answer."""


class Progress:
    """One line of progress in the client; silent where the client shows none."""

    def __init__(self, server: LanguageServer, title: str) -> None:
        self.token = str(uuid.uuid4())
        self._server = server
        self._title = sentence(title)
        self._message = ""
        self._begun = False
        self._reported = 0.0
        self.stop: Callable[[], None] = lambda: None

    def report(self, message: str) -> None:
        """Show `message` beside the title; what comes too fast to be read is left out."""
        self._message = message = sentence(message)
        now = time.monotonic()
        if self._begun and now - self._reported >= REPORT_DELAY:
            self._reported = now
            self._server.work_done_progress.report(
                self.token, types.WorkDoneProgressReport(message=message)
            )

    async def begin(self, stop: Callable[[], None] | None = None) -> None:
        """Show the title, after a moment, with a button that calls `stop` if there is one."""
        await asyncio.sleep(PROGRESS_DELAY)
        try:
            await self._server.work_done_progress.create_async(self.token)
        except JsonRpcException:
            return
        self._begun = True
        self._server.work_done_progress.begin(
            self.token,
            types.WorkDoneProgressBegin(
                title=self._title, cancellable=stop is not None, message=self._message or None
            ),
        )
        if stop is not None:
            # pygls cancels this future when the client says `window/workDoneProgress/cancel`
            requested = self._server.work_done_progress.tokens[self.token]
            requested.add_done_callback(lambda _: stop())

    def end(self) -> None:
        """Take the line away."""
        if self._begun:
            self._server.work_done_progress.end(self.token, types.WorkDoneProgressEnd())
        self._server.work_done_progress.tokens.pop(self.token, None)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One step of a run that shows its progress; `title` stands before each message."""

    line: Progress
    title: str

    def report(self, message: str) -> None:
        """Show `message` as the run's."""
        self.line.report(f"{self.title}{message}")


@asynccontextmanager
async def progress(
    server: LanguageServer, title: str, *, supported: bool
) -> AsyncIterator[Progress]:
    """Show progress around the body; the user's cancel ends the body with CancelledByUserError.

    So does `stop()` of the line, for other ways to say so.
    """
    task = asyncio.current_task()
    assert task is not None
    line = Progress(server, title)
    is_stopped = asyncio.Event()

    def stop() -> None:
        is_stopped.set()
        task.cancel()

    line.stop = stop
    beginning = asyncio.create_task(line.begin(stop)) if supported else None
    try:
        yield line
    except asyncio.CancelledError:
        if is_stopped.is_set() and task.uncancel() == 0:
            raise CancelledByUserError from None
        raise
    finally:
        if beginning is not None:
            beginning.cancel()
        line.end()


class Loading:
    """Progress of something that begins and ends by itself, reported by a callback."""

    def __init__(self, server: LanguageServer, title: str) -> None:
        self._server = server
        self._title = title
        self._line: Progress | None = None
        self._beginning: asyncio.Task[None] | None = None

    def __call__(self, fraction: float | None) -> None:
        """None when it begins, 1.0 when it is over."""
        if self._beginning is not None and self._line is not None:
            self._beginning.cancel()
            self._line.end()
        self._line = self._beginning = None
        if fraction is None:
            self._line = Progress(self._server, self._title)
            self._beginning = asyncio.create_task(self._line.begin())
