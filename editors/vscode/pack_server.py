"""Puts the server's source into the extension, which installs it where there is none."""

from __future__ import annotations

import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ARCHIVE = HERE / "server.tar.bz2"
PARTS = {
    "pyproject.toml": ROOT / "pyproject.toml",
    "README.md": HERE / "README.md",  # the project’s is long, and this has to be small
    "LICENSE": ROOT / "LICENSE",
    "docs/troubles.md": ROOT / "docs" / "troubles.md",
    "server": ROOT / "server",
}


def main() -> None:
    """Write the archive; the same source gives the same bytes."""
    with tarfile.open(ARCHIVE, "w:bz2", compresslevel=9) as archive:
        for name, source in PARTS.items():
            archive.add(source, f"glossator/{name}", filter=_plain)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    if "__pycache__" in member.name:
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    member.mode = 0o755 if member.isdir() else 0o644
    return member


if __name__ == "__main__":
    main()
