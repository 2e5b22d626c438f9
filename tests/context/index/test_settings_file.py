"""Files that say where imports lead are read as far as they are sane."""

from __future__ import annotations

import os
from pathlib import Path

from glossator.context.index.settings_file import settings_text


def test_what_is_no_regular_file_of_bounded_size_is_empty(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module a\n")
    (tmp_path / "link").symlink_to(tmp_path / "go.mod")
    (tmp_path / "large").write_text("x" * 300_000)
    os.mkfifo(tmp_path / "fifo")  # who reads it waits for ever
    assert settings_text(tmp_path / "go.mod") == "module a\n"
    for name in ("link", "large", "fifo", "absent", "."):
        assert settings_text(tmp_path / name) == ""
