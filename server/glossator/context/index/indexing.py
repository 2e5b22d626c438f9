"""Keeps the index of a workspace folder as its files are, a few at a time. Run it in a thread."""

from __future__ import annotations

import stat
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from glossator.context.index.imports import family_of
from glossator.context.index.listing import Listing, is_source
from glossator.context.index.outlines import Outlines
from glossator.context.index.store import Stamp, Store
from glossator.languages import facts_of_file

SLICE = 0.05
"""Seconds for which files are read before others have their turn."""


class Indexing:
    """What of a workspace folder is still to be read into its index."""

    def __init__(self, root: Path, store: Store, outlines: Outlines) -> None:
        self._root = root
        self._store = store
        self._outlines = outlines
        self._known = store.stamps()
        self._waiting: deque[Path] = deque()
        self.total = 0
        """Files that were to be read when the folder was last looked at."""

    @property
    def left(self) -> int:
        """Files that are still to be read."""
        return len(self._waiting)

    def look(self, listing: Listing, first: Iterable[Path] = ()) -> None:
        """Find out what has changed on disk; the files `first` are read first."""
        there = {self._path(file): file for file in listing.files()}
        gone = [path for path in self._known if path not in there]
        self._store.remove(gone)
        for path in gone:
            del self._known[path]
        changed = [
            file
            for path, file in there.items()
            if (stamp := stamp_of(file)) is not None and stamp != self._known.get(path)
        ]
        early = set(first)
        self.wait_for(sorted(changed, key=lambda file: file not in early))

    def wait_for(self, files: Iterable[Path]) -> None:
        """Have these files read, and no others."""
        self._waiting = deque(files)
        self.total = len(self._waiting)

    def hand_over(self) -> list[Path]:
        """The files that wait, for another to read; none waits any more."""
        files = list(self._waiting)
        self._waiting.clear()
        return files

    def note_read(self) -> None:
        """Note what another has read meanwhile."""
        self._known = self._store.stamps()

    def change(self, file: Path) -> None:
        """Read a file again, first of all, or forget it where it is no more."""
        if stamp_of(file) is None:
            self._store.remove([self._path(file)])
            self._known.pop(self._path(file), None)
        elif is_source(file, self._root):
            self._waiting.appendleft(file)

    def read_some(self) -> None:
        """Read files for `SLICE` seconds."""
        ends = time.monotonic() + SLICE
        while self._waiting and time.monotonic() < ends:
            if self._store.is_full:
                self._waiting.clear()
                break
            self._read(self._waiting.popleft())
        self._store.commit()

    def _read(self, file: Path) -> None:
        stamp, path = stamp_of(file), self._path(file)
        if stamp is None or stamp == self._known.get(path) or file in self._outlines.open:
            return  # of an open file the buffer says more, and it is read once it is closed
        found = self._outlines.on_disk(file, keeps=False)
        family = family_of(facts_of_file(file.name).id)
        # None: no model may see it, or nothing can be read from it
        self._store.put(path, stamp, family, found.declarations if found is not None else ())
        self._known[path] = stamp

    def _path(self, file: Path) -> str:
        return file.relative_to(self._root).as_posix()


def stamp_of(file: Path) -> Stamp | None:
    """What tells that a regular file is as it was; None where there is none."""
    try:
        found = file.lstat()
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else None
