"""Ends the process where its event loop cannot.

The loop may be deaf: it writes to a pipe that nobody reads, or works on something long. A thread
sees all the same that the client is gone or that an end is wanted, and ends the process when it has
not ended by itself a while later.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable
from types import FrameType

from glossator.lsp.server.parent_process import POLL_SECONDS
from glossator.platforms import is_running

GRACE = 5.0
"""Seconds in which an orderly end has to be done."""

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)


class Watchdog:
    """The thread of one process; nothing happens before `start`."""

    def __init__(self) -> None:
        self._parent: int | None = None
        self._hang_up: Callable[[], bool] = lambda: False
        self._is_end_wanted = threading.Event()
        self._started = False

    def start(self, stdin: int) -> None:
        """Watch from now on; `stdin` is the file descriptor of the pipe from the client."""
        self._hang_up = _hang_up_of(stdin)
        self._started = True
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def follow(self, parent: int) -> None:
        """The process must not outlive this one."""
        self._parent = parent

    def expect_end(self) -> None:
        """The process is about to end."""
        self._is_end_wanted.set()

    def end_on_signals(self, end: Callable[[], object]) -> None:
        """Call `end`, which has to be safe in any thread, on a signal to end."""

        def handle(_signal: int, _frame: FrameType | None) -> None:
            self.expect_end()
            end()

        if self._started:
            for each in SIGNALS:
                signal.signal(each, handle)

    def _watch(self) -> None:
        while not self._is_end_wanted.wait(POLL_SECONDS):
            is_alone = self._parent is not None and not is_running(self._parent)
            if is_alone or self._hang_up():
                break
        threading.Event().wait(GRACE)
        os._exit(1)


WATCHDOG = Watchdog()
"""That of this process."""


def _hang_up_of(stdin: int) -> Callable[[], bool]:
    """Asks whether the other end of a pipe is closed, whatever is still to be read of it."""
    if not hasattr(select, "poll"):  # Windows
        return lambda: False
    poll = select.poll()
    poll.register(stdin, select.POLLHUP)
    return lambda: any(event & select.POLLHUP for _, event in poll.poll(0))
