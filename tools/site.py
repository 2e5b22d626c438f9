"""Builds the site of the documents: `python -m tools.site [FOLDER]`.

A link that leads nowhere is an error, so `make check` builds it into a folder that it removes. What
stands in no page of the site, such as the code, is named there and not linked.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.docs import PAGES, ROOT, documents

CONFIGURATION = ROOT / "mkdocs.yml"
_LINK = re.compile(r"(?<!!)\[([^]]+)\]\(([^):#]+)(#[^)]*)?\)")
_FENCE = re.compile(r"^```(\w+) (\w+)$", re.MULTILINE)
_PICTURES = {".svg", ".webp", ".png"}


class BrokenLinkError(Exception):
    """A link of a document leads to nothing."""


def as_page(document: Path, pages: set[Path]) -> str:
    """A document as the site has it: links lead to pages alone, a fence's second word is a title.

    Raises:
        BrokenLinkError: when a link leads to nothing.
    """

    def led(link: re.Match[str]) -> str:
        target = (document.parent / link[2]).resolve()
        if not target.exists():
            raise BrokenLinkError(f"{document} leads to {link[2]}, which does not exist.")
        return link[0] if target in pages else link[1]

    text = _LINK.sub(led, document.read_text("utf-8"))
    return _FENCE.sub(r'```\1 title="\2"', text)


def build(folder: Path) -> int:
    """Build the site into `folder`; returns the exit code of what builds it."""
    pages = set(documents())
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary)
        shutil.copy(CONFIGURATION, stage)
        for page in pages:
            staged = stage / "pages" / page.relative_to(ROOT)
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(as_page(page, pages), "utf-8")
        for picture in PAGES.iterdir():
            if picture.suffix in _PICTURES:
                shutil.copy(picture, stage / "pages" / picture.relative_to(ROOT))
        return _run_mkdocs(stage / CONFIGURATION.name, folder.resolve())


def _run_mkdocs(configuration: Path, folder: Path) -> int:
    """Build the site; what MkDocs says is shown if it fails (`--quiet` would not count them)."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--config-file", str(configuration), "--site-dir", str(folder)],
        # what Material says of the next MkDocs is nothing that a change here could mend
        env={**os.environ, "NO_MKDOCS_2_WARNING": "true"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
    return done.returncode


def main() -> int:
    """Build the site, or say why not."""
    parser = argparse.ArgumentParser(prog="python -m tools.site", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args().folder
    if folder is not None:
        return build(folder)
    with tempfile.TemporaryDirectory() as temporary:
        return build(Path(temporary) / "site")


if __name__ == "__main__":
    sys.exit(main())
