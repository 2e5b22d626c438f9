"""The declarations that a file could need, from what it imports and what stands beside it.

Run it in a thread: it reads the files that imports lead to.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.index.imports import Reference, family_of
from glossator.context.index.listing import Listing, stem_of
from glossator.context.index.outlines import FileOutline, Outlines
from glossator.context.index.php_names import files_of_class, named_classes
from glossator.context.index.resolve import own_package, resolve
from glossator.context.index.store import Entry
from glossator.syntax.outline import Declaration

MOST = 6_000
"""Candidates of a file."""
MOST_FILES = 400
"""Files that are read for one."""
MOST_WAYS = 1_000
"""Files and names taken from them on all the ways from imports to declarations."""
MOST_STEPS = 6
"""Files on the way from an import to where a name is declared."""

MOST_TYPES = 40
"""Types that are looked for in files not read before, in one of `TYPE_STEPS` rounds."""
TYPE_STEPS = 2

IMPORTED = "imported here"
MEMBER = "member of an imported type"
PACKAGE = "declared in the same package"
MODULE = "declared in an imported module"
NAMED = "of a type that a signature names"
OPEN = "declared in an open file"
BY_NAME = "named like code near the cursor"

_STRENGTH = {
    reason: -at for at, reason in enumerate((IMPORTED, MEMBER, PACKAGE, MODULE, NAMED, OPEN))
}

_TYPE = re.compile(r"\b[A-Z]\w+")
FRONTS = frozenset({"__init__", "index", "lib", "mod"})
"""Files of packages that hand on what others declare, and are named by their folder."""
_FILE_OF_TYPE = ("jvm", "dotnet", "php")
"""Families of languages whose types have a file each, of their name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A declaration of another file, and why it could be needed."""

    file: str
    declaration: Declaration
    reason: str
    package: str = ""
    """The installed package that declares it, with its version; none where the project does."""

    @property
    def why(self) -> str:
        """The reason as users are told it."""
        return f"installed: {self.package}" if self.package else self.reason

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same as another one."""
        return self.file, self.declaration.owner, self.declaration.signature


def candidates_of(
    buffer: Buffer,
    others: Iterable[Buffer],
    outlines: Outlines,
    listing: Listing,
    named: Iterable[Entry] = (),
) -> tuple[Candidate, ...]:
    """What a buffer could need, from its imports, its package and the `others` that are open.

    To these come those of `named` that are not among them: what the index has by name.
    """
    found = Gathering(outlines, listing).of(buffer, others)
    known = {(each.file, each.declaration.owner, each.declaration.name) for each in found}
    by_name = [
        Candidate(each.path, each.declaration, BY_NAME)
        for each in named
        if (each.path, each.declaration.owner, each.declaration.name) not in known
        and each.path != buffer.name
    ]
    return (*found, *by_name)


class Gathering:
    """The candidates that files lead to, `most` of them, from so many files at most."""

    def __init__(
        self, outlines: Outlines, listing: Listing, most: int = MOST, most_files: int = MOST_FILES
    ) -> None:
        self._outlines = outlines
        self._listing = listing
        self._most = most
        self._most_files = most_files
        self._is_package = False
        self._found: dict[tuple[str, str, str], Candidate] = {}
        self._read: dict[Path, FileOutline | None] = {}
        self._paths: dict[str, Path] = {}
        self._taken: set[tuple[Path, tuple[str, ...]]] = set()
        self._fronts: deque[tuple[FileOutline, Path, str, int]] = deque()
        """Files that pass on all that they import; those fewer steps away are followed first."""

    def of(self, buffer: Buffer, others: Iterable[Buffer]) -> Collection[Candidate]:
        """What a buffer could need."""
        own = self._outlines.of_buffer(buffer)
        if own is not None and buffer.path is not None:
            self._read[buffer.path] = None
            self._take_imports(own, buffer.path)
            for file in own_package(buffer.path, buffer.language, self._listing):
                self._take(file, (), PACKAGE)
            self._follow_fronts()
        for other in others:
            if (outline := self._outlines.of_buffer(other)) is not None:
                self._add(outline, outline.declarations, OPEN)
        self._take_types()
        return self._found.values()

    def of_package(self, taken: Iterable[Reference]) -> Collection[Candidate]:
        """What a package declares of what is taken from it."""
        self._is_package = True
        for each in taken:
            self._take(each.file, each.names, MODULE)
        self._follow_fronts()
        self._take_types()
        return self._found.values()

    def _follow_fronts(self) -> None:
        while self._fronts:
            front, file, reason, steps = self._fronts.popleft()
            self._follow(front, file, (), reason, steps)

    def _take_imports(self, own: FileOutline, path: Path) -> None:
        found = [
            reference
            for each in own.imports
            for reference in resolve(each, path, own.language, self._listing)
        ]
        for reference in sorted(found, key=lambda each: not each.names):
            self._take(reference.file, reference.names, MODULE)
        for name in named_classes(own.text) if own.language == "php" else ():
            if (file := self._file_of_class(name, path)) is not None:
                self._take(file, (_last(name),), MODULE)

    def _file_of_class(self, name: str, path: Path) -> Path | None:
        """The file that declares a class which a file of PHP names without an import."""
        for each in files_of_class(name, path, self._listing):
            outline = self._outline(each)
            if outline is not None and _last(name) in {d.name for d in outline.declarations}:
                return each
        return None

    def _take(self, file: Path, names: tuple[str, ...], reason: str, steps: int = 0) -> None:
        outline = self._outline(file)
        if outline is None or (file, names) in self._taken or len(self._taken) >= MOST_WAYS:
            return
        self._taken.add((file, names))
        declared = outline.declarations
        if not names:
            self._add(outline, (each for each in declared if not each.owner), reason)
            self._add(outline, (each for each in declared if each.owner), reason)
            is_front = not any(each.kind != "property" for each in declared)
            if self._is_package:
                is_front = is_front or steps == 0 or stem_of(file.name) in FRONTS
            if (is_front or family_of(outline.language) == "c") and steps < MOST_STEPS:
                self._fronts.append((outline, file, reason, steps))
            return
        taken = {each.name for each in declared if not each.owner} & set(names)
        self._add(outline, (d for d in declared if d.name in taken and not d.owner), IMPORTED)
        self._add(outline, (d for d in declared if d.owner in names), MEMBER)
        missing = tuple(name for name in names if name not in taken)
        if missing and steps < MOST_STEPS:
            self._follow(outline, file, missing, reason, steps)
        if stem_of(file.name) in names and family_of(outline.language) in _FILE_OF_TYPE:
            self._add(outline, declared, reason)
        if "default" in names or missing:
            self._add(outline, (d for d in declared if not d.owner), reason)

    def _follow(
        self, front: FileOutline, file: Path, names: tuple[str, ...], reason: str, steps: int
    ) -> None:
        """Look for names where a front file such as `__init__` or `index` has them from."""
        for each in front.imports:
            last = _last(each.target)
            wanted = tuple(n for n in names if not each.names or n in each.names or n == last)
            if names and not wanted:
                continue
            for reference in resolve(each, file, front.language, self._listing):
                take = reference.names if not names else wanted
                self._take(reference.file, take, reason, steps + 1)

    def _take_types(self) -> None:
        """The members of types that the signatures found so far name, base classes among them."""
        for _ in range(TYPE_STEPS):
            by_name: dict[str, list[tuple[FileOutline, Declaration]]] = {}
            for outline in filter(None, self._read.values()):
                for each in outline.declarations:
                    by_name.setdefault(each.owner or each.name, []).append((outline, each))
            unread: dict[tuple[str, str], None] = {}
            for name, source in self._named_types():
                for outline, each in by_name.get(name, ()):
                    self._add(outline, (each,), NAMED)
                if name not in by_name and source in self._paths:
                    unread.setdefault((name, source))
            for name, source in list(unread)[:MOST_TYPES]:
                self._take_type(name, source)

    def _named_types(self) -> list[tuple[str, str]]:
        """The types in the signatures of what is imported, with the files that name them."""
        found = {
            (name, each.file): None
            for each in self._found.values()
            if each.reason in (IMPORTED, MEMBER, NAMED, PACKAGE)
            for name in _TYPE.findall(each.declaration.signature)
            if name != each.declaration.name
        }
        return list(found)

    def _take_type(self, name: str, source: str) -> None:
        """Read the file that a type is imported from, by the file that names it."""
        path = self._paths[source]
        outline = self._read[path]
        if outline is None:
            return
        for each in outline.imports:
            if name in each.names or _last(each.target) == name:
                for reference in resolve(each, path, outline.language, self._listing)[:2]:
                    self._outline(reference.file)
        if family_of(outline.language) in _FILE_OF_TYPE:
            for file in self._listing.in_folder(path.parent):
                if stem_of(file.name) == name:
                    self._outline(file)
        if outline.language == "php":
            self._file_of_class(name, path)

    def _outline(self, file: Path) -> FileOutline | None:
        if file not in self._read:
            if len(self._read) >= self._most_files:
                return None
            self._read[file] = found = self._outlines.of_file(file)
            if found is not None:
                self._paths[found.name] = file
        return self._read[file]

    def _add(self, outline: FileOutline, declared: Iterable[Declaration], reason: str) -> None:
        for each in declared:
            if len(self._found) >= self._most:
                return
            if each.kind == "namespace" and family_of(outline.language) == "c":
                continue  # it says nothing of what stands in it
            if each.name == "__all__":
                continue  # it names what is declared anyway
            found = Candidate(outline.name, each, reason)
            known = self._found.get(found.key)
            if known is None or _STRENGTH[reason] > _STRENGTH[known.reason]:
                self._found[found.key] = found


def _last(target: str) -> str:
    """The last name of a path of names."""
    return re.split(r"[.:/\\]+", target)[-1]
