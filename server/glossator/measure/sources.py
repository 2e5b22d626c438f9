"""The files to measure on: those named, or what the last commits of a repository changed."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.git import changed_since, top_of
from glossator.context.ignore import Ignore
from glossator.context.outgoing import why_withheld
from glossator.errors import CommandError
from glossator.languages import facts_of_file
from glossator.settings import Loaded

LARGEST = 400_000
"""Bytes of a file that is looked at."""

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Sources:
    """The buffers, and which of their lines may be taken: all, or those that were changed."""

    def __init__(self, buffers: list[Buffer], lines: dict[Path, set[int]] | None) -> None:
        self.buffers = buffers
        self._lines = lines

    def may_take(self, buffer: Buffer, line: int) -> bool:
        """Whether a line of a buffer, counted from 0, may be taken."""
        if self._lines is None or buffer.path is None:
            return True
        return line in self._lines.get(buffer.path, ())


async def sources_of(
    places: Sequence[Path], commits: int, loaded: Loaded, ignore: Ignore
) -> Sources:
    """The sources below `places`; without any, what the last `commits` of this repository changed.

    Files that no model may see, and languages that are switched off, are left out.

    Raises:
        CommandError: when nothing is left.
    """
    if places:
        files = [file for place in places for file in _files(place)]
        buffers = [b for file in files if (b := _buffer(file, Path.cwd())) is not None]
        sources = Sources(buffers, None)
    else:
        top = await top_of(Path.cwd())
        lines = changed_lines(await changed_since(top, commits), top)
        found = [b for file in sorted(lines) if (b := _buffer(file, top)) is not None]
        sources = Sources(found, lines)
    sources.buffers = [each for each in sources.buffers if _may_leave(each, loaded, ignore)]
    if not sources.buffers:
        raise CommandError(
            "There is no source file to measure on: name files or folders, or raise --commits."
        )
    return sources


def changed_lines(diff: str, top: Path) -> dict[Path, set[int]]:
    """The lines, counted from 0, that a diff without context has put into each file."""
    found: dict[Path, set[int]] = {}
    for part in re.split(r"^diff --git ", diff, flags=re.MULTILINE)[1:]:
        name = re.search(r"^\+\+\+ b/(.+?)\t?$", part, re.MULTILINE)
        if name is None or name[1].startswith('"'):
            continue
        lines = found.setdefault(top / name[1], set())
        for hunk in _HUNK.finditer(part):
            start, count = int(hunk[1]) - 1, int(hunk[2] or 1)
            lines.update(range(start, start + count))
    return found


def _may_leave(buffer: Buffer, loaded: Loaded, ignore: Ignore) -> bool:
    switched_on = loaded.settings_for(buffer.path).languages.get(buffer.language, True)
    return switched_on and why_withheld(buffer, ignore) is None


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = []
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [Path(folder) / name for name in sorted(names)]
    return found


def _buffer(file: Path, root: Path) -> Buffer | None:
    """A file as an unchanged buffer; None where it is no source text, or too large."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - a link's own path may be an ignored one
    language = facts_of_file(path.name).id
    try:
        if not language or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        with path.open(encoding="utf-8", newline="") as opened:
            text = opened.read()
    except (OSError, UnicodeDecodeError):
        return None
    return Buffer(
        path.as_uri(), text, language, 0, path, root if path.is_relative_to(root) else None
    )
