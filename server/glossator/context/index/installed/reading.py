"""What the packages declare that a file imports, read from where they are installed.

Run it in a thread: it reads files.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.index.candidates import Candidate, Gathering
from glossator.context.index.imports import Import, family_of
from glossator.context.index.installed.go import go_package
from glossator.context.index.installed.javascript import javascript_package
from glossator.context.index.installed.package import Package, has_link
from glossator.context.index.installed.public import handed_on, public
from glossator.context.index.installed.python import python_package
from glossator.context.index.installed.rust import crates_of, rust_package
from glossator.context.index.outlines import FileOutline, Outlines, is_readable
from glossator.context.outgoing import outgoing_of
from glossator.errors import FileWithheldError
from glossator.syntax.outline import outline
from glossator.text.names import WORD

MOST = 1_500
"""Candidates of a file that are of packages."""
MOST_OF_ONE = 500
"""Candidates that one import leads to."""
MOST_FILES = 30
"""Files of a package that are read for one import."""
CURRENT = 10.0
"""Seconds for which what was found for the same imports is not looked for again."""
MOST_KNOWN = 40
"""Files for which it is kept."""
MOST_IMPORTS = 60
"""Imports that are looked at, those of the project's own files among them."""
LARGEST = 1_000_000
"""Bytes of a package's file that is read: a bundle of types is one file."""
SECONDS = 0.5
"""Seconds of processor after which no more is read for now; the next time that is known."""

log = logging.getLogger(__name__)
_RUST_PATH = re.compile(r"(?<![:\w])([a-z]\w*)((?:::\w+)+)")


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found for the imports of a file, and until when it counts as current."""

    imports: tuple[Import, ...]
    candidates: tuple[Candidate, ...]
    until: float


class Installed:
    """The packages that are installed for the workspace folder `root`."""

    def __init__(
        self, root: Path, ignore: Ignore, is_stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self._root = root
        self._ignore = ignore
        self._is_stopped = is_stopped
        self._outlines: dict[Path, _PackageOutlines] = {}
        self._known: dict[Path, _Known] = {}

    def candidates(self, own: FileOutline, file: Path) -> tuple[Candidate, ...]:
        """What the packages declare that a file imports; none of what these import in turn."""
        known, now = self._known.get(file), time.monotonic()
        if known is None or known.imports != own.imports or now > known.until:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found, is_all = self._read(own, file)
            known = _Known(own.imports, found, now + (CURRENT if is_all else 0.0))
            self._known[file] = known
        return known.candidates

    def _read(self, own: FileOutline, file: Path) -> tuple[tuple[Candidate, ...], bool]:
        """What the packages declare, and whether that is all."""
        ends = time.thread_time() + SECONDS
        found: dict[tuple[str, str, str], Candidate] = {}
        words = frozenset(WORD.findall(own.text))
        for package in self._packages(own, file):
            if time.thread_time() > ends or len(found) >= MOST or self._is_stopped():
                break
            outlines = self._outlines_below(package.root)
            outlines.ends = ends
            gathering = Gathering(outlines, package.listing, most_files=MOST_FILES)
            gathered = sorted(gathering.of_package(package.taken), key=partial(_rank, words))
            for each in gathered[:MOST_OF_ONE]:
                found.setdefault(each.key, replace(each, package=package.name))
        return tuple(found.values())[:MOST], time.thread_time() <= ends

    def _outlines_below(self, root: Path) -> _PackageOutlines:
        if root not in self._outlines:
            ignore = self._ignore.of_installed(self._root, root)
            self._outlines[root] = _PackageOutlines(root, ignore, self._is_stopped)
        return self._outlines[root]

    def _packages(self, own: FileOutline, file: Path) -> Iterator[Package]:
        find = _FINDERS.get(family_of(own.language))
        if find is None or not file.is_relative_to(self._root):
            return
        imports = own.imports
        if own.language == "rust":
            imports = (*imports, *self._paths_of_rust(own, file))
        for each in sorted(dict.fromkeys(imports), key=lambda e: not e.names)[:MOST_IMPORTS]:
            try:
                package = find(each, file, self._root)
            except OSError as error:
                log.info("an installed package could not be looked at: %s", error.strerror)
                continue
            if package is not None:
                yield package

    def _paths_of_rust(self, own: FileOutline, file: Path) -> Iterator[Import]:
        """What is used of crates without a `use`."""
        known = crates_of(file, self._root)
        for crate, path in _RUST_PATH.findall(own.text):
            if crate in known:
                yield Import(crate + path)


def _rank(words: Container[str], candidate: Candidate) -> int:
    """Where a candidate stands among those of its package: what the file names first."""
    declared = candidate.declaration
    if (declared.owner or declared.name) in words:
        return 0
    return 2 if declared.owner else 1


class _PackageOutlines(Outlines):
    """The outlines of packages' files: what others can use, and no text."""

    largest = LARGEST
    ends = 0.0
    """The time of this thread's processor from which on no more is read."""

    def of_file(self, file: Path) -> FileOutline | None:
        """The outline of a file; None where a link leads to it or no model may see it."""
        if self.root is None or has_link(self.root, file):
            return None
        found = self.kept(file)
        if found is None and time.thread_time() < self.ends:
            found = self.on_disk(file)
        return found

    def _read(self, buffer: Buffer) -> FileOutline | None:
        text, language = buffer.text, buffer.language
        if not is_readable(text, self.largest):
            return None
        declared = public(outline(text, language), text, language)
        signatures = "\n".join(each.signature for each in declared)  # of one line each
        try:
            hidden = outgoing_of(replace(buffer, text=signatures), self.ignore).buffer.text
        except FileWithheldError:
            return None
        told = tuple(
            replace(each, signature=line)
            for each, line in zip(declared, hidden.split("\n"), strict=bool(declared))
        )
        return FileOutline(buffer.name, language, "", told, handed_on(text, language))


_FINDERS: dict[str, Callable[[Import, Path, Path], Package | None]] = {
    "python": python_package,
    "javascript": javascript_package,
    "go": go_package,
    "rust": rust_package,
}
