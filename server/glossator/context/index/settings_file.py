"""Files that say where imports lead, as text."""

from __future__ import annotations

from pathlib import Path

from glossator.regular_file import read_regular
from glossator.text.lines import with_line_feeds

_LARGEST = 200_000  # bytes of a go.mod, tsconfig.json, package.json, Cargo.toml, lib.rs


def settings_text(file: Path) -> str:
    """The text of a regular file of bounded size, with LF line ends; empty where there is none."""
    try:
        if file.is_symlink():
            return ""
        return with_line_feeds(read_regular(file, _LARGEST).decode("utf-8", "replace"))
    except OSError:
        return ""
