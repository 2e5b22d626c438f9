"""The uses of a renamed name in files that are not open, which are looked for once a burst."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from glossator.completion.next_edit.rename import edits_of, uses_left

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.completion.next_edit.changes import Change
    from glossator.completion.next_edit.pending import PendingEdit
    from glossator.completion.next_edit.rename import Rename
    from glossator.context.buffer import Buffer
    from glossator.context.index.using import ClosedFile, Using

LONGEST = 100_000
"""Code points of a file in which edits are offered: it is parsed while keys wait."""

Search = Callable[[str, str], Coroutine[Any, Any, "Using"]]
"""Finds the files that are not open and may use a name which the document of a URI makes known."""


class Elsewhere:
    """The closed files of the last rename that others can see; none without a `search`."""

    def __init__(self, search: Search | None) -> None:
        self._search = search
        self._work: asyncio.Task[None] | None = None
        self._sought: Rename | None = None
        self._rename: Rename | None = None
        self._files: list[ClosedFile] = []
        self._opened: dict[str, ClosedFile] = {}
        """Those that were opened meanwhile, by the URI under which they are."""

    def begin(self, rename: Rename, found: Callable[[Rename], None]) -> None:
        """Look for the files; `found` is called with the rename as it is by then, if there are."""
        self.stop()
        if self._search is not None and not rename.is_local:
            self._sought = rename
            work = self._look(self._search, rename, found)
            self._work = asyncio.get_running_loop().create_task(work)

    def follow(self, uri: str, change: Change) -> None:
        """Follow a change of a document."""
        if self._sought is not None and self._sought.uri == uri:
            self._sought = replace(self._sought, anchor=change.moved(self._sought.anchor))

    def forget(self, uri: str) -> Buffer | None:
        """Look for nothing that a document makes known; it was closed.

        The file as it was read where it was found before it was opened, and is the same now.
        """
        if self._sought is not None and self._sought.uri == uri:
            self.stop()
        file = self._opened.pop(uri, None)
        if file is None or not file.is_current:
            return None
        self._files.insert(0, file)
        return file.buffer

    def stop(self) -> None:
        """Look for nothing."""
        self._sought = None
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def informed(self, rename: Rename) -> Rename:
        """A rename with what is known of the files that import its name."""
        if self._rename is None or _sense(rename) != _sense(self._rename):
            return rename
        return replace(rename, importing=self._rename.importing)

    def edits(self, rename: Rename) -> Iterator[tuple[PendingEdit, Buffer]]:
        """The edits of a rename, with the files as they are on the disk."""
        if self._rename is None or _sense(rename) != _sense(self._rename):
            return
        for file in tuple(self._files):
            buffer = file.buffer
            if not file.is_current:
                self._files.remove(file)
                continue
            spans = uses_left(rename, buffer)
            for edit in edits_of(rename, buffer.text, buffer.uri, spans):
                yield edit, buffer
            self._files.remove(file)  # there was none that may be offered

    def buffer(self, uri: str) -> Buffer | None:
        """The file of a URI as it was read."""
        return next((each.buffer for each in self._files if each.buffer.uri == uri), None)

    def has_changed(self, uri: str) -> bool:
        """Whether the file of a URI is not on the disk any more as it was read."""
        return any(each.buffer.uri == uri and not each.is_current for each in self._files)

    def take_out(self, path: Path | None, uri: str | None) -> str | None:
        """Leave out a file that was opened as `uri`; the URI under which it was known."""
        file = next((each for each in self._files if each.path == path), None)
        if file is None:
            return None
        self._files.remove(file)
        if uri is not None:
            self._opened[uri] = file
        return file.buffer.uri

    async def _look(self, search: Search, rename: Rename, found: Callable[[Rename], None]) -> None:
        using = await search(rename.uri, rename.old)
        sought, self._sought, self._work = self._sought, None, None
        if sought is not None and (using.files or using.importing):
            self._rename = replace(sought, importing=using.importing)
            self._files = [each for each in using.files if len(each.buffer.text) <= LONGEST]
            self._opened = {}
            found(sought)


def _sense(rename: Rename) -> tuple[str, str, str]:
    return rename.uri, rename.old, rename.new
