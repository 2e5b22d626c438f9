"""Notices when the editor that started the server is gone.

An editor that dies closes the server's stdin, as a rule. Where another process still holds the pipe
open, LSP 3.18 (`processId` of `initialize`) wants the server to look for the editor itself.
"""

from __future__ import annotations

import asyncio
import os
import sys

POLL_SECONDS = 2.0

if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE = 0x00100000
    _WAIT_TIMEOUT = 0x00000102

    def is_running(pid: int) -> bool:
        """Whether a process with this id runs. (`os.kill(pid, 0)` would end it on Windows.)"""
        handle = ctypes.windll.kernel32.OpenProcess(_SYNCHRONIZE, False, pid)
        if not handle:
            return False
        waited = ctypes.windll.kernel32.WaitForSingleObject(handle, 0)
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(waited == _WAIT_TIMEOUT)

else:

    def is_running(pid: int) -> bool:
        """Whether a process with this id runs."""
        if pid <= 0:
            return False  # for `os.kill` these are process groups
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True  # it runs for another user
        except (ProcessLookupError, OverflowError):
            return False
        return True


async def wait_until_gone(pid: int) -> None:
    """Return when the process has ended, at most `POLL_SECONDS` later."""
    while True:
        if not is_running(pid):
            return
        await asyncio.sleep(POLL_SECONDS)
