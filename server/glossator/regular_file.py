"""Reads a file of a repository: only a regular one, and only so many bytes of it.

Whoever opens a repository has not chosen its files. A FIFO or a terminal in the place of one would
wait for ever, a device would never end.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of the regular file at `path`, none of the null device.

    Raises:
        OSError: for any other kind of file, and for one of more than `most` bytes.
    """
    # Opening a device may already act on it, so the kind is looked at before and after.
    if not _is_readable(os.stat(path), path):  # noqa: PTH116 - one call less on a hot path
        return b""
    file = os.open(path, _FLAGS)
    try:
        if not _is_readable(os.fstat(file), path):
            return b""
        data = bytearray()
        while len(data) <= most and (piece := os.read(file, most + 1 - len(data))):
            data += piece
    finally:
        os.close(file)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most:,} bytes", str(path))
    return bytes(data)


def _is_readable(found: os.stat_result, path: Path) -> bool:
    """Whether it is a regular file; False for the null device."""
    if stat.S_ISREG(found.st_mode):
        return True
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if stat.S_ISCHR(found.st_mode) and found.st_rdev == os.stat(os.devnull).st_rdev:  # noqa: PTH116
        return False
    raise OSError(errno.EINVAL, "it is not a regular file", str(path))
