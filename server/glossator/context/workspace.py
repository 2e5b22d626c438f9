"""What a model is shown of a workspace beside the file at the cursor.

The files are read in a thread of lowest priority. A prompt takes what has been read by then and
waits for nothing: at worst it shows less.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.index.candidates import Candidate, candidates_of
from glossator.context.index.listing import Listing, walk
from glossator.context.index.outlines import Outlines
from glossator.context.layout import Excerpt, Headers, headers_of
from glossator.context.ranking import Ranking
from glossator.context.related_files import related_files
from glossator.context.steady import Steady
from glossator.languages import are_related, facts_of

REFRESH = 2.0
"""Seconds between two looks at what a document that is being edited imports."""
LISTED = 10.0
"""Seconds for which the list of files counts as current, or fifty times what a walk takes."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Beside:
    """What is known of the files beside one document."""

    steady: Steady = field(default_factory=Steady)
    ranking: Ranking | None = None
    excerpts: tuple[Excerpt, ...] = ()
    headers: Headers = field(default_factory=dict)
    versions: tuple[tuple[str, int], ...] = ()
    since: float = -REFRESH
    is_read: bool = True


@dataclass(slots=True)
class _Folder:
    """What is known of one workspace folder; without `root` that is no folder."""

    root: Path | None
    outlines: Outlines
    listing: Listing = field(default_factory=Listing)
    listed: float = -1e9
    walk_took: float = 0.0

    def current_listing(self, path: Path | None, is_stopped: Callable[[], bool]) -> Listing:
        """The files of the folder, those beside `path` at least; walks it if it has to."""
        if self.root is None or path is None or not path.is_relative_to(self.root):
            return Listing()
        begun = time.monotonic()
        if begun > self.listed + max(LISTED, 50 * self.walk_took):
            self.listing = walk(self.root, (path.parent,), is_stopped)
            self.listed = time.monotonic()
            self.walk_took = self.listed - begun
        return self.listing


class Workspace:
    """The workspace folders of one client. `ignore` is its own, since it is asked in a thread."""

    def __init__(self, ignore: Ignore) -> None:
        self._ignore = ignore
        self._folders: dict[Path | None, _Folder] = {}
        self._beside: dict[str, _Beside] = {}
        self._worker = ThreadPoolExecutor(1, "glossator-workspace", _be_idle)
        self._reading: set[Future[None]] = set()
        self._closed = threading.Event()

    def read(self, buffer: Buffer, others: Sequence[Buffer], *, reads_files: bool = True) -> None:
        """Begin to read what stands beside a buffer, unless it is known as it is now.

        Without `reads_files` that is the `others`, which are open, and nothing else.
        """
        beside = self._beside.setdefault(buffer.uri, _Beside())
        related = [each for each in others if are_related(each.language, buffer.language)]
        versions = tuple((each.uri, each.version) for each in (buffer, *related))
        now = time.monotonic()
        if not beside.is_read or versions == beside.versions or now < beside.since + REFRESH:
            return
        beside.versions, beside.since, beside.is_read = versions, now, False
        reading = self._worker.submit(self._read, beside, buffer, related, reads_files)
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)

    def excerpts(self, uri: str, prefix: str, suffix: str, size: int) -> tuple[Excerpt, ...]:
        """What to show at a cursor, in `size` code points: the names of files, and text of each."""
        beside = self._beside.get(uri)
        if beside is None or beside.ranking is None:
            return beside.excerpts if beside is not None else ()
        order = beside.ranking.order(prefix, suffix)
        return beside.steady.show(order, beside.headers, size)

    async def settled(self) -> None:
        """Wait until what was begun to be read has been; for whoever asks what is known."""
        waiting = [asyncio.wrap_future(each) for each in tuple(self._reading)]
        await asyncio.gather(*waiting, return_exceptions=True)

    def shown(self, uri: str) -> list[Candidate]:
        """What was shown last beside a document, with the reasons."""
        beside = self._beside.get(uri)
        return beside.steady.chosen if beside is not None else []

    def forget(self, uri: str) -> None:
        """Drop what is kept for a document; it was closed."""
        self._beside.pop(uri, None)

    def close(self) -> None:
        """Stop reading: the process does not wait for files when it ends."""
        self._closed.set()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _read(
        self, beside: _Beside, buffer: Buffer, others: Sequence[Buffer], reads_files: bool
    ) -> None:
        """Read what stands beside a buffer; runs in the thread."""
        try:
            if not facts_of(buffer.language).grammar:
                beside.excerpts = related_files(buffer.language, others, self._ignore)
                return
            folder = self._folder(buffer.root)
            open_files = {each.path: each for each in others if each.path is not None}
            folder.outlines.open = open_files
            listing = (
                folder.current_listing(buffer.path, self._closed.is_set)
                if reads_files
                else Listing()
            )
            for path in open_files:
                if path not in listing.in_folder(path.parent):
                    listing.add(path)
            found = candidates_of(buffer, others, folder.outlines, listing)
            beside.headers = headers_of(found)
            beside.ranking = Ranking(found, buffer.text)
        except Exception:  # a file of any kind may be met; it costs context, and nothing else
            log.warning("the files beside %s were not read", buffer.name, exc_info=True)
        finally:
            beside.is_read = True

    def _folder(self, root: Path | None) -> _Folder:
        if root not in self._folders:
            self._folders[root] = _Folder(root, Outlines(root, self._ignore, self._closed.is_set))
        return self._folders[root]


def _be_idle() -> None:
    """Give this thread the lowest priority, where threads have one of their own."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
