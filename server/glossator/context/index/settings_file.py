"""Files that say where imports lead, as text."""

from __future__ import annotations

from pathlib import Path

_LARGEST = 200_000  # bytes of a go.mod, tsconfig.json, package.json, Cargo.toml, lib.rs


def settings_text(file: Path) -> str:
    """The text of a regular file of bounded size; empty where there is none."""
    try:
        if file.is_symlink() or file.stat().st_size > _LARGEST:
            return ""
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
