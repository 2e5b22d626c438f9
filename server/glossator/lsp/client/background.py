"""Work whose request was answered before it began, for a client that heeds no answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

log = logging.getLogger(__name__)


class BackgroundTasks:
    """All such work of one client; what fails pops up."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Awaitable[Any]) -> None:
        """Go on with it until it has ended."""
        task = asyncio.create_task(self._see_through(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self) -> None:
        """The session is over."""
        for task in self._tasks:
            task.cancel()

    async def _see_through(self, work: Awaitable[Any]) -> None:
        try:
            await work
        except JsonRpcException as error:
            self._tell(error.message)
        except Exception:
            log.exception("A command failed.")
            self._tell("The server failed on this command; its log says why.")

    def _tell(self, sentence: str) -> None:
        self._server.window_show_message(
            types.ShowMessageParams(types.MessageType.Warning, f"Glossator: {sentence}")
        )
