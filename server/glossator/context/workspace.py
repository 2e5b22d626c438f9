"""What a model is shown of a workspace beside the file at the cursor.

The files are read in a thread, which shares Python's lock: at a lower priority than others it would
keep them waiting for it. A prompt takes what has been read by then and
waits for nothing: at worst it shows less.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.index.candidates import (
    MEMBER,
    NAMED,
    PACKAGE,
    candidates_of,
)
from glossator.context.index.folder import WorkspaceFolder
from glossator.context.index.indexing import Indexing
from glossator.context.index.listing import Listing
from glossator.context.index.using import Using
from glossator.context.layout import Excerpt, fitting, headers_of, shown
from glossator.context.ranking import Ranking
from glossator.context.related_files import related_files
from glossator.context.similar import Similar
from glossator.context.steady import Known, PromptWindow, ShownText, Steady
from glossator.languages import are_related
from glossator.syntax.registry import LANGUAGES
from glossator.text.names import WORD

REFRESH = 2.0
"""Seconds between two looks at what a document that is being edited imports."""
PAUSE = 0.5
"""Seconds without a key after which a few files are read into the index: the thread shares Python's
lock.
"""
NEAR = 3_000
"""Code points before and after the cursor whose words are looked for in the index."""

KEPT = 20
"""Documents beside which what stands is kept, those read last."""
MOST_USED = 30
"""Declarations that are shown of what a part of a document uses."""
_LEADS = (MEMBER, PACKAGE, NAMED)
"""The reasons for which a member of this name is likely to be the one that is meant."""

_Result = TypeVar("_Result")
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Beside:
    """What is known of the files beside one document."""

    steady: Steady = field(default_factory=Steady)
    known: Known | None = None
    excerpts: tuple[Excerpt, ...] = ()
    versions: tuple[tuple[str, int], ...] = ()
    since: float = -REFRESH
    is_read: bool = True


class Workspace:
    """The workspace folders of one client. `ignore` is its own, since it is asked in a thread.

    Their names are indexed in the folder `index`; without one there is no index.
    """

    def __init__(self, ignore: Ignore, index: Path | None = None) -> None:
        self._ignore = ignore
        self._index = index
        self._folders: dict[Path | None, WorkspaceFolder] = {}
        self._last_key = -PAUSE
        self._is_indexing = False
        self._beside: dict[str, _Beside] = {}
        self._worker = ThreadPoolExecutor(1, "glossator-workspace")
        self._reading: set[Future[None]] = set()
        self._closed = threading.Event()

    def read(
        self,
        buffer: Buffer,
        others: Sequence[Buffer],
        *,
        near: tuple[str, str] = ("", ""),
        reads_files: bool = True,
    ) -> None:
        """Begin to read what stands beside a buffer, unless it is known as it is now.

        What stands `near` is the text before and after the cursor. Without `reads_files` what is
        read are the `others`, which are open, and nothing else.
        """
        self.note_key()
        beside = self._beside_of(buffer)
        related = [each for each in others if are_related(each.language, buffer.language)]
        versions = tuple((each.uri, each.version) for each in (buffer, *related))
        now = time.monotonic()
        is_current = versions == beside.versions or now < beside.since + REFRESH
        if is_current or not beside.is_read:
            return
        beside.versions, beside.since, beside.is_read = versions, now, False
        work = partial(self._read, beside, buffer, related, near, reads_files=reads_files)
        if (reading := self._begin(work)) is not None:
            self._reading.add(reading)
            reading.add_done_callback(self._reading.discard)

    def note_key(self) -> None:
        """Note that the user is typing: nothing is read into indexes here for a moment."""
        self._last_key = time.monotonic()

    def excerpts(self, uri: str, window: PromptWindow, size: int) -> tuple[Excerpt, ...]:
        """What to show at a cursor, in `size` code points: the names of files, and text of each."""
        beside = self._beside.get(uri)
        if beside is None or beside.known is None:
            return beside.excerpts if beside is not None else ()
        return beside.steady.show(beside.known, size, window)

    def used(self, uri: str, code: str, size: int) -> tuple[Excerpt, ...]:
        """Excerpts of other files: the declarations of names that stand in a part of a document."""
        beside = self._beside.get(uri)
        if beside is None or beside.known is None:
            return ()
        known = beside.known
        names = set(WORD.findall(code))
        meant = (
            each
            for each in known.ranking.order(code, "")
            if each.declaration.name in names
            and (each.reason in _LEADS if each.declaration.owner else True)
        )
        return shown(fitting(islice(meant, MOST_USED), size, known.headers), known.headers)

    async def using(self, name: str, buffer: Buffer, opened: Collection[Path]) -> Using:
        """The files that are not `opened` and may use a name that a buffer makes known."""

        def read() -> Using:
            try:
                return self._folder(buffer.root).using(name, buffer, opened)
            except Exception:  # a file of any kind may be met
                log.warning("the files that use %s were not read", buffer.name, exc_info=True)
                return Using()

        reading = self._begin(read)
        return Using() if reading is None else await asyncio.wrap_future(reading)

    def change(self, files: Sequence[Path]) -> None:
        """Note that files on the disk were made, changed or deleted."""
        self._begin(partial(self._change, files))

    @property
    def to_read(self) -> int:
        """Files that were to be read into indexes when the disk was last looked at."""
        return sum(each.total for each in self._indexings())

    @property
    def unread(self) -> int:
        """Files that are still to be read into indexes."""
        return sum(each.unread for each in tuple(self._folders.values()))

    def read_whole(self, buffer: Buffer, near: tuple[str, str]) -> None:
        """Read what stands beside a buffer, once the whole workspace is indexed; blocks."""

        def read() -> None:
            beside = self._beside_of(buffer)
            folder = self._folder(buffer.root)
            folder.listing(buffer.path)
            folder.look(buffer.path)
            while folder.indexing is not None and folder.indexing.left:
                folder.indexing.read_some()
            self._read(beside, buffer, (), near, reads_files=True)

        self._worker.submit(read).result()

    async def settled(self) -> None:
        """Wait until what was begun to be read has been; for whoever asks what is known."""
        waiting = [asyncio.wrap_future(each) for each in tuple(self._reading)]
        await asyncio.gather(*waiting, return_exceptions=True)

    def shown(self, uri: str) -> list[ShownText]:
        """What was shown last beside a document, with the reasons."""
        beside = self._beside.get(uri)
        return beside.steady.explained() if beside is not None else []

    def forget(self, uri: str) -> None:
        """Drop what is kept for a document; it was closed."""
        self._beside.pop(uri, None)

    def close(self) -> None:
        """Stop reading: the process does not wait for files when it ends."""
        self._closed.set()
        self._begin(self._close_folders)
        self._worker.shutdown(wait=False)

    def _begin(self, work: Callable[[], _Result]) -> Future[_Result] | None:
        """Have the thread do this after what is waiting; None once it was closed."""
        with suppress(RuntimeError):
            return self._worker.submit(work)
        return None

    def _beside_of(self, buffer: Buffer) -> _Beside:
        """What is known of the files beside a buffer; what was read longest ago is dropped."""
        beside = self._beside.pop(buffer.uri, None) or _Beside()
        self._beside[buffer.uri] = beside
        if len(self._beside) > KEPT:
            del self._beside[next(iter(self._beside))]
        return beside

    def _read(
        self,
        beside: _Beside,
        buffer: Buffer,
        others: Sequence[Buffer],
        near: tuple[str, str],
        *,
        reads_files: bool,
    ) -> None:
        """Read what stands beside a buffer; runs in the thread."""
        try:
            if self._beside.get(buffer.uri) is not beside:
                return  # it was closed before its turn
            if buffer.language not in LANGUAGES:
                beside.excerpts = related_files(buffer.language, others, self._ignore)
                return
            folder = self._folder(buffer.root)
            open_files = {each.path: each for each in others if each.path is not None}
            folder.outlines.open = open_files
            listing = folder.listing(buffer.path) if reads_files else Listing()
            for path in open_files:
                listing.set(path, is_there=True)
            named = folder.named_like(_words(*near), buffer) if reads_files else ()
            found = candidates_of(buffer, others, folder.outlines, listing, named)
            if reads_files:
                found += folder.installed(buffer)
            texts = folder.texts_beside(buffer, others, found, listing)
            similar = Similar(texts, buffer.text)
            used = similar.files_with(each.declaration.name for each in found)
            beside.known = Known(Ranking(found, buffer.text, used), headers_of(found), similar)
        except Exception:  # a file of any kind may be met; it costs context, and nothing else
            log.warning("the files beside %s were not read", buffer.name, exc_info=True)
        finally:
            beside.is_read = True
        self._look(buffer)

    def _look(self, buffer: Buffer) -> None:
        """Find out what the index lacks, and have it read; runs in the thread."""
        try:
            self._folder(buffer.root).look(buffer.path)
        except Exception:
            log.warning("the index of %s was not looked at", buffer.root, exc_info=True)
        self._go_on_indexing()

    def _folder(self, root: Path | None) -> WorkspaceFolder:
        if root not in self._folders:
            self._folders[root] = WorkspaceFolder(
                root, self._ignore, self._index, self._closed.is_set
            )
        return self._folders[root]

    def _change(self, files: Sequence[Path]) -> None:
        for root, folder in self._folders.items():
            folder.change(files)
            if root is not None:
                below = {e.relative_to(root).as_posix() for e in files if e.is_relative_to(root)}
                for beside in tuple(self._beside.values()):
                    beside.steady.doubt(below)
        self._go_on_indexing()

    def _go_on_indexing(self) -> None:
        """Have files read into the index, after what is waiting; runs in the thread."""
        is_waiting = any(each.is_waiting for each in self._folders.values())
        if is_waiting and not self._is_indexing and not self._closed.is_set():
            self._is_indexing = True
            self._begin(self._index_some)

    def _index_some(self) -> None:
        self._is_indexing = False
        try:
            folder = next((each for each in self._folders.values() if each.is_waiting), None)
            if folder is None or folder.begin_process(partial(self._end_process, folder)):
                pass
            elif time.monotonic() < self._last_key + PAUSE:
                self._closed.wait(PAUSE / 10)
            elif folder.indexing is not None:
                folder.indexing.read_some()
        except Exception:
            log.warning("files were not read into the index", exc_info=True)
        self._go_on_indexing()

    def _end_process(self, folder: WorkspaceFolder) -> None:
        """Go on once a process has read files of a folder into its index; for any thread."""

        def note() -> None:
            folder.end_process()
            self._go_on_indexing()

        self._begin(note)

    def _indexings(self) -> list[Indexing]:
        folders = tuple(self._folders.values())
        return [each.indexing for each in folders if each.indexing is not None]

    def _close_folders(self) -> None:
        for folder in self._folders.values():
            folder.close()


def _words(prefix: str, suffix: str) -> list[str]:
    """The words around a cursor, the nearest first."""
    before, after = WORD.findall(prefix[-NEAR:]), WORD.findall(suffix[:NEAR])
    return list(dict.fromkeys([*before[:-60:-1], *after[:30], *before[::-1], *after]))
