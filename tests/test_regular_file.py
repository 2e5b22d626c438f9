"""Only a regular file is read, and only so much of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from glossator.regular_file import read_regular


def test_a_file_of_up_to_the_bound_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x\r\n\x00" * 25)
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_regular(tmp_path / "a", 100) == b"x\r\n\x00" * 25
    assert read_regular(tmp_path / "link", 100) == b"x\r\n\x00" * 25
    with pytest.raises(OSError, match="larger than 99 bytes"):
        read_regular(tmp_path / "a", 99)


def test_what_is_missing_and_what_is_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "none", 100)
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path, 100)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_neither_fifo_nor_device_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", Path("/dev/zero"), Path("/dev/tty")):
        with pytest.raises(OSError, match=r"not a regular file|No such"):
            read_regular(path, 100)
    assert read_regular(Path(os.devnull), 100) == b""
