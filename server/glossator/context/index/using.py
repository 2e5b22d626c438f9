"""The files on the disk that may use a name of another file: they hold the name, and import that
file or one that hands the name on.

Run it in a thread: it reads files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.index.imports import Reference, family_of, imports_of
from glossator.context.index.indexing import stamp_of
from glossator.context.index.listing import Listing, nearest
from glossator.context.index.outlines import LARGEST, Outlines
from glossator.context.index.resolve import HEADERS, own_package, resolve
from glossator.context.index.store import Stamp
from glossator.languages import facts_of_file
from glossator.regular_file import read_regular

MOST = 20
"""Files that are taken."""
MOST_LOOKED_AT = 2_000
"""Files in which the name is looked for."""


_HANDS_ON_ALL = {
    "python": re.compile(r"\bimport[ \t]*\*"),
    "javascript": re.compile(r"\bexport\s*\*"),
    "rust": re.compile(r"\bpub\b[^;]*\buse\b[^;]*\*"),
    "ruby": re.compile(r"\brequire"),
    "c": re.compile(r"#\s*include"),
}
"""What a file holds that makes known all that another one does, without naming it."""
_HANDS_ON = {
    "python": re.compile(""),
    "javascript": re.compile(r"\bexport\b"),
    "rust": re.compile(r"\bpub\b[^;]*\buse\b"),
}
"""What a file holds that may make known a name which it imports."""


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


@dataclass(frozen=True, slots=True)
class Using:
    """The files that are not open and may use a name.

    `importing` are all, open or not, that import it from where it is declared, or from a file that
    hands it on.
    """

    files: Sequence[ClosedFile] = ()
    importing: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file that holds a name or hands on all that it imports, and the files that it imports.

    `is_beside` is whether it is of one package with the file that declares the name.
    """

    file: Path
    holds_it: bool
    is_beside: bool
    references: Sequence[Reference]
    hands_on: bool
    hands_on_all: bool

    def imports_any(self, sources: Collection[Path]) -> bool:
        return any(each.file in sources for each in self.references)

    def imports(self, name: str, sources: Collection[Path]) -> bool:
        return any(each.file in sources and name in each.names for each in self.references)


def files_using(
    name: str,
    declared: Buffer,
    listing: Listing,
    outlines: Outlines,
    may_show: Callable[[Path], bool],
    opened: Collection[Path],
) -> Using:
    """The files that may use a name of `declared`, the nearest first, none of those `opened`."""
    if declared.path is None:
        return Using()
    family = family_of(declared.language)
    related = (
        file
        for file in nearest(listing.files(), declared.path.parent)
        if family_of(facts_of_file(file.name).id) == family and file != declared.path
    )
    looked_at = (file for file in islice(related, MOST_LOOKED_AT) if may_show(file))
    read = (_seen(file, name, declared.path, listing) for file in looked_at)
    seen = [each for each in read if each is not None]
    sources = _sources(name, declared.path, seen)
    users = (
        each
        for each in seen
        if each.file not in opened and each.holds_it
        if each.is_beside or each.imports_any(sources)
    )
    closed = (_read(each.file, declared.root, outlines) for each in users)
    files = islice((each for each in closed if each is not None), MOST)
    importing = frozenset(each.file for each in seen if each.imports(name, sources))
    return Using([*files], importing)


def _sources(name: str, declared: Path, seen: Sequence[_Seen]) -> set[Path]:
    """The files from which a name can be had: that which declares it, and those that hand it on."""
    sources = {declared}
    waiting = [each for each in seen if each.hands_on or each.hands_on_all]
    while found := {
        each.file
        for each in waiting
        if each.file not in sources
        and (
            (each.hands_on and each.imports(name, sources))
            or (each.hands_on_all and each.imports_any(sources))
        )
    }:
        sources |= found
    return sources


def _seen(file: Path, name: str, declared: Path, listing: Listing) -> _Seen | None:
    """A file, where it holds a name or hands on all that it imports."""
    try:
        text = read_regular(file, LARGEST).decode("utf-8", "replace")
    except OSError:
        return None
    language, holds_it = facts_of_file(file.name).id, name in text
    family = family_of(language)
    hands_on = family in _HANDS_ON and bool(_HANDS_ON[family].search(text))
    hands_on_all = family in _HANDS_ON_ALL and bool(_HANDS_ON_ALL[family].search(text))
    if family == "c":
        hands_on_all = hands_on_all and file.name.endswith(HEADERS)
    if not holds_it and not hands_on_all:
        return None
    references = [
        reference
        for each in imports_of(text, language)
        for reference in resolve(each, file, language, listing)
    ]
    # in C nothing is seen that is not included
    is_beside = family != "c" and declared in own_package(file, language, listing)
    return _Seen(file, holds_it, is_beside, references, holds_it and hands_on, hands_on_all)


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
