"""The files on the disk that may use a name of another file: they import it, and hold the name.

Run it in a thread: it reads files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.index.imports import family_of, imports_of
from glossator.context.index.indexing import stamp_of
from glossator.context.index.listing import Listing, nearest
from glossator.context.index.outlines import LARGEST, Outlines
from glossator.context.index.resolve import own_package, resolve
from glossator.context.index.store import Stamp
from glossator.languages import facts_of_file
from glossator.regular_file import read_regular

MOST = 20
"""Files that are taken."""
MOST_LOOKED_AT = 2_000
"""Files in which the name is looked for."""


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A file that is not open, as it was read, with its secrets hidden."""

    buffer: Buffer
    path: Path
    stamp: Stamp

    @property
    def is_current(self) -> bool:
        """Whether the file on the disk is still what was read."""
        return stamp_of(self.path) == self.stamp


def files_using(
    name: str,
    declared: Buffer,
    listing: Listing,
    outlines: Outlines,
    may_show: Callable[[Path], bool],
    opened: Collection[Path],
) -> list[ClosedFile]:
    """The files that may use a name of `declared`, the nearest first, none of those `opened`."""
    if declared.path is None:
        return []
    family = family_of(declared.language)
    related = (
        file
        for file in nearest(listing.files(), declared.path.parent)
        if family_of(facts_of_file(file.name).id) == family
        and file != declared.path
        and file not in opened
    )
    files = islice(related, MOST_LOOKED_AT)
    found = (
        read
        for file in files
        if may_show(file)
        and _may_use(name, file, declared.path, listing)
        and (read := _read(file, declared.root, outlines)) is not None
    )
    return list(islice(found, MOST))


def _may_use(name: str, file: Path, declared: Path, listing: Listing) -> bool:
    """Whether a file holds a name, and imports the file that declares it or is of its package."""
    try:
        text = read_regular(file, LARGEST).decode("utf-8", "replace")
    except OSError:
        return False
    language = facts_of_file(file.name).id
    return name in text and any(each == declared for each in _seen(file, text, language, listing))


def _seen(file: Path, text: str, language: str, listing: Listing) -> Iterator[Path]:
    """The files whose names a file can see."""
    if family_of(language) != "c":  # where nothing is seen that is not included
        yield from own_package(file, language, listing)
    for each in imports_of(text, language):
        yield from (reference.file for reference in resolve(each, file, language, listing))


def _read(file: Path, root: Path | None, outlines: Outlines) -> ClosedFile | None:
    """A file as editors have it; None where they may have another text of it, or it may not be
    read."""
    stamp, outline = stamp_of(file), outlines.on_disk(file)
    if outline is None or stamp is None or stamp != stamp_of(file):
        return None
    if "\ufffd" in outline.text or outline.text.startswith("\ufeff"):
        return None
    buffer = Buffer(file.as_uri(), outline.text, outline.language, 0, file, root)
    return ClosedFile(buffer, file, stamp)
