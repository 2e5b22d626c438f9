"""Background tasks: commands whose request is answered before they run.

For clients that have no use for a command's answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from pygls.exceptions import JsonRpcException

from glossator.errors import UserFacingError

log = logging.getLogger(__name__)


class BackgroundTasks:
    """The background tasks of one client; an error of one goes to `warn` as a sentence."""

    def __init__(self, warn: Callable[[str], None]) -> None:
        self._warn = warn
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Awaitable[Any]) -> None:
        """Run `work` to its end."""
        task = asyncio.create_task(self._run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self) -> None:
        """Cancel all tasks, because the session is over."""
        for task in self._tasks:
            task.cancel()

    async def _run(self, work: Awaitable[Any]) -> None:
        try:
            await work
        except UserFacingError as error:
            self._warn(str(error))
        except JsonRpcException as error:
            self._warn(error.message)
        except Exception:
            log.exception("A command failed.")
            self._warn("The server failed on this command; its log says why.")
