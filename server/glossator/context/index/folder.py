"""One workspace folder: its files, what they declare, and the index of their names.

Everything here is for one thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.index.candidates import BY_NAME, Candidate
from glossator.context.index.imports import family_of
from glossator.context.index.indexing import Indexing
from glossator.context.index.indexing_process import IndexingProcess
from glossator.context.index.installed.reading import Installed
from glossator.context.index.listing import Listing, walk
from glossator.context.index.outlines import Outlines
from glossator.context.index.store import Entry, Store
from glossator.context.index.using import Using, files_using
from glossator.context.outgoing import why_withheld
from glossator.languages import facts_of_file

LISTED = 10.0
"""Seconds for which the list of files counts as current, or fifty times what a walk takes."""
MOST_BESIDE = 40
"""Files of a document's folder that are searched for similar code."""
MOST_ALIKE = 80
"""Files that are searched for it in all, besides those that are open."""
MOST_NAMED = 300
"""Declarations that are taken from the index for one document."""
MANY = 20
"""Files from which on a process of its own reads them into the index."""

log = logging.getLogger(__name__)


class WorkspaceFolder:
    """The folder `root`, or what is open without one. No index is kept without a `place` for it."""

    def __init__(
        self,
        root: Path | None,
        ignore: Ignore,
        place: Path | None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.root = root
        self.outlines = Outlines(root, ignore, is_stopped)
        self.indexing: Indexing | None = None
        self._installed = None if root is None else Installed(root, ignore, is_stopped)
        self._ignore = ignore
        self._place = place
        self._store: Store | None = None
        self._process: IndexingProcess | None = None
        self._has_failed = False
        self._is_stopped = is_stopped
        self._listing = Listing()
        self._listed = self._looked = -1e9
        self._walk_took = 0.0

    def listing(self, path: Path | None) -> Listing:
        """The files of the folder, those beside `path` at least; walks it if it has to."""
        if self.root is None or path is None or not path.is_relative_to(self.root):
            return Listing()
        begun = time.monotonic()
        if begun > self._listed + max(LISTED, 50 * self._walk_took):
            self._listing = walk(self.root, (path.parent,), self._is_stopped)
            self._listed = time.monotonic()
            self._walk_took = self._listed - begun
        return self._listing

    def change(self, files: Iterable[Path]) -> None:
        """Note that files were made, changed or deleted."""
        for file in files:
            if self.root is not None and file.is_relative_to(self.root):
                self._listing.set(file, is_there=file.is_file() and not file.is_symlink())
                if self.indexing is not None:
                    self.indexing.change(file)

    @property
    def unread(self) -> int:
        """Files that are still to be read into the index."""
        process, indexing = self._process, self.indexing
        left = 0 if process is None else process.left
        return left if indexing is None else left + indexing.left

    @property
    def is_waiting(self) -> bool:
        """Whether there are files to read into the index, and nothing that reads them."""
        return self._process is None and self.indexing is not None and self.indexing.left > 0

    def begin_process(self, on_end: Callable[[], None]) -> bool:
        """Have a process read what waits, if that is much; call `end_process` once it has ended."""
        if self.indexing is None or self.indexing.left < MANY or self._store is None:
            return False
        if self._store.is_full or self.root is None or self._place is None:
            return False
        files = self.indexing.hand_over()
        try:
            self._process = IndexingProcess(self.root, self._place, self._ignore, files, on_end)
        except OSError as error:
            self._give_up(f"no process can be started: {error}")
        return True

    def end_process(self) -> None:
        """Note what the process has read, which has ended."""
        process, self._process = self._process, None
        if self.indexing is not None:
            self.indexing.note_read()
        if process is not None and process.failed and not self._is_stopped():
            self._give_up("the process that makes it has ended before all files were read")

    def named_like(self, words: Iterable[str], buffer: Buffer) -> list[Entry]:
        """Declarations in files on the disk whose names have most of what words are made of."""
        if self._store is None or self.root is None:
            return []
        found = self._store.like(words, family_of(buffer.language), MOST_NAMED)
        files = {each.path: self.root / each.path for each in found}
        verdicts = {
            path: file not in self.outlines.open and self._may_show(file)  # else its buffer says it
            for path, file in files.items()
        }
        return [each for each in found if verdicts[each.path]]

    def installed(self, buffer: Buffer) -> tuple[Candidate, ...]:
        """What the installed packages declare that a buffer imports."""
        own = self.outlines.of_buffer(buffer)
        if self._installed is None or own is None or buffer.path is None:
            return ()
        return self._installed.candidates(own, buffer.path)

    def texts_beside(
        self,
        buffer: Buffer,
        others: Iterable[Buffer],
        found: Iterable[Candidate],
        listing: Listing,
    ) -> list[tuple[str, str]]:
        """Names and texts of files that may be like a buffer, their secrets hidden.

        First those that are open, the last touched first, then its folder's, then what it uses.
        """
        family, path = family_of(buffer.language), buffer.path
        outlines = [self.outlines.of_buffer(each) for each in reversed(list(others))]
        beside = listing.in_folder(path.parent)[:MOST_BESIDE] if path is not None else []
        used = dict.fromkeys(e.file for e in found if e.reason != BY_NAME and not e.package)
        root = self.root
        files = [*beside, *(root / name for name in used if root is not None)]
        outlines += map(self.outlines.of_file, files[:MOST_ALIKE])
        return [
            (each.name, each.text)
            for each in outlines
            if each is not None and each.name != buffer.name and family_of(each.language) == family
        ]

    def using(self, name: str, buffer: Buffer, opened: Collection[Path]) -> Using:
        """The files that are not `opened` and may use a name that a buffer makes known."""
        listing = self.listing(buffer.path)
        if buffer.path is not None:
            listing.set(buffer.path, is_there=True)  # it may not be saved yet
        return files_using(name, buffer, listing, self.outlines, self._may_show, opened)

    def close(self) -> None:
        """Write what the index was given."""
        if self._process is not None:
            self._process.stop()
        if self._store is not None:
            self._store.close()

    def look(self, path: Path | None) -> None:
        """Find out what the index lacks of the files listed, those beside `path` first."""
        root, is_new = self.root, self._listed != self._looked
        if not is_new or self._process is not None or self._has_failed or self._is_stopped():
            return
        if self._place is None or root is None or path is None:
            return
        self._looked = self._listed
        if self.indexing is None or self._store is None:
            self._store = Store(self._place, root)
            self.indexing = Indexing(root, self._store, self.outlines)
        self.indexing.look(self._listing, self._listing.in_folder(path.parent))

    def _give_up(self, why: str) -> None:
        """Read no more into the index: another try would mostly end in the same way."""
        log.warning("the index is not gone on with: %s", why)
        self._has_failed, self.indexing = True, None

    def _may_show(self, file: Path) -> bool:
        """Whether a model may see a file now, whatever was so when it was indexed."""
        known = Buffer("", "", facts_of_file(file.name).id, 0, file, self.root)
        return why_withheld(known, self._ignore) is None
