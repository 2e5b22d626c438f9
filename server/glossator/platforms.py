"""What differs between operating systems: only this module asks on which of them it runs.

What can be told by a system's name takes the name, so that it is tested on any. Windows' Python has
run it under Wine; Windows itself and macOS have not yet. What a system lacks (`os.sysconf`,
`select.poll`) is asked for where it is used.
"""

from __future__ import annotations

import gc
import os
import platform
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

SYSTEM = platform.system()
"""Linux, Darwin, Windows, or another one that is taken for a Unix."""
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""The flag with which a child process opens no console on Windows."""
IDLE = getattr(subprocess, "IDLE_PRIORITY_CLASS", 0)
"""The flag with which a child process has the lowest priority on Windows."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h of glibc
_LARGE = 1 << 20
"""Bytes of a block that gets memory of its own, which goes back when it is freed."""

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

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """End a process that has a session of its own; on Windows without what it started."""
        process.kill()

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

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """End a process that has a session of its own, and what it started."""
        os.killpg(process.pid, signal.SIGKILL)


def folds_case(system: str = SYSTEM) -> bool:
    """Whether `Build` and `build` are one file, for git too; so it is taken where unknown."""
    return system != "Linux"


def names_are_bytes(system: str = SYSTEM) -> bool:
    """Whether names of files are bytes, which need not be UTF-8; on Windows they are text."""
    return system != "Windows"


def is_apple_silicon(system: str = SYSTEM, machine: str | None = None) -> bool:
    """Whether the GPU is a part of the processor that llama.cpp can use."""
    return system == "Darwin" and (machine or platform.machine()) == "arm64"


def arguments_of(command: str, system: str = SYSTEM) -> str | list[str]:
    """A command line as `subprocess` takes it: Windows programs take theirs apart themselves.

    Raises:
        ValueError: when a quote is not closed.
    """
    return command if system == "Windows" else shlex.split(command)


def program(name: str, folders: Iterable[str] | None = None, system: str = SYSTEM) -> Path | None:
    """An installed program; never one in the folder at hand, where Windows looks first."""
    if folders is None:
        folders = os.environ.get("PATH", "").split(os.pathsep)
    file = f"{name}.exe" if system == "Windows" else name
    found = (Path(folder) / file for folder in folders if Path(folder).is_absolute())
    return next((each for each in found if each.is_file() and os.access(each, os.X_OK)), None)


def keep_memory_together() -> None:
    """Have what is freed later be given back to the system, where the C library is glibc.

    By itself it keeps an area of memory for each thread, and takes large blocks out of them once
    some were freed: after a long day these are full of holes, which no other block fits into.
    """
    _tell_glibc("mallopt", _M_ARENA_MAX, 1)
    _tell_glibc("mallopt", _M_MMAP_THRESHOLD, _LARGE)
    _tell_glibc("mallopt", _M_TRIM_THRESHOLD, _LARGE)


def give_back_memory() -> None:
    """Give the system what is free of this process's memory, where its C library keeps it (glibc).

    What only refers to itself is freed first. It takes tens of milliseconds, in any thread.
    """
    gc.collect()
    _tell_glibc("malloc_trim", 0)


def _tell_glibc(function: str, *arguments: int) -> None:
    """Call a function that glibc has; other C libraries have none of that name."""
    if SYSTEM == "Linux":
        import ctypes  # it takes milliseconds, which the start does not have

        with suppress(AttributeError):
            getattr(ctypes.CDLL(None), function)(*arguments)
