"""The index of one workspace on disk: what its files declare, found by the words in names.

It is a cache in the user's own folder: what is wrong with it costs context and is never an error.
One thread uses it.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from glossator.syntax.outline import Declaration
from glossator.text.names import name_parts

VERSION = 2
"""Of what the file holds; another one is thrown away."""
MOST_WORKSPACES = 20
"""Indexes that are kept, those used last."""
LARGEST = 1_000_000_000
"""Bytes of one index; it grows no further."""
COMMON = 4_000
"""Declarations with one word in their names from which on it is not asked for."""

_SCHEMA = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE file (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE, family TEXT,
                   modified INTEGER, size INTEGER);
CREATE TABLE declared (id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER, name TEXT, kind TEXT,
                       owner TEXT, signature TEXT, line INTEGER);
CREATE INDEX of_file ON declared (file);
CREATE VIRTUAL TABLE parts USING fts5 (text, content='', detail=none);
CREATE VIRTUAL TABLE part USING fts5vocab (parts, row);
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file on disk is as it was."""

    modified: int
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration and the path of the file that holds it, below the workspace's folder."""

    path: str
    declaration: Declaration


def index_folder() -> Path:
    """Where indexes are kept; may be deleted at any time."""
    return platformdirs.user_cache_path("glossator", appauthor=False) / "index"


class Store:
    """The index of the workspace folder `root` in the folder `place`."""

    def __init__(self, place: Path, root: Path) -> None:
        name = hashlib.sha256(str(root).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self._file = place / f"{name}.sqlite"
        self._connection: sqlite3.Connection | None = None
        with self._harmless():
            place.mkdir(parents=True, mode=0o700, exist_ok=True)
            place.chmod(0o700)
            self._open()
            _drop_oldest(place, self._file)

    @property
    def is_full(self) -> bool:
        """Whether it takes no more files, because of its size or because it cannot be written."""
        try:
            return self.is_broken or self._file.stat().st_size > LARGEST
        except OSError:
            return True

    @property
    def is_broken(self) -> bool:
        """Whether it can be neither read nor written."""
        return self._connection is None

    def stamps(self) -> dict[str, Stamp]:
        """The files that it knows, by their paths below the workspace's folder."""
        rows = self._rows("SELECT path, modified, size FROM file")
        return {path: Stamp(modified, size) for path, modified, size in rows}

    def put(self, path: str, stamp: Stamp, family: str, declared: Iterable[Declaration]) -> None:
        """Enter a file anew; without declarations it is only known to hold none."""
        if self._connection is None:
            return
        with self._harmless():
            self._remove(path)
            row = (path, family, stamp.modified, stamp.size)
            file = self._connection.execute(
                "INSERT INTO file (path, family, modified, size) VALUES (?, ?, ?, ?)", row
            ).lastrowid
            for each in declared:
                self._declare(file, each)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files."""
        with self._harmless():
            for path in paths:
                self._remove(path)

    def commit(self) -> None:
        """Write what was entered."""
        with self._harmless():
            if self._connection is not None:
                self._connection.commit()

    def like(self, words: Iterable[str], family: str, most: int) -> list[Entry]:
        """The declarations whose names have most of what words are made of, the best first."""
        parts = dict.fromkeys(part for word in words for part in name_parts(word))
        counts = {
            term: count
            for part in list(parts)[:200]
            for term, count in self._rows("SELECT term, doc FROM part WHERE term = ?", part)
        }
        wanted = [f'"{part}"' for part in parts if 0 < counts.get(part, 0) <= COMMON]
        if not wanted:
            return []
        return self._entries(
            "JOIN parts ON parts.rowid = declared.id WHERE parts MATCH ? AND family = ? "
            "ORDER BY bm25(parts) LIMIT ?",
            " OR ".join(wanted[:60]), family, most,
        )  # fmt: skip

    def close(self) -> None:
        """Write what was entered, and let go of the file."""
        self.commit()
        with self._harmless():
            if self._connection is not None:
                self._connection.close()
        self._connection = None

    @contextmanager
    def _harmless(self) -> Iterator[None]:
        """Let the file go, with a line in the log, whatever is wrong with it or with the disk."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            log.info("the index is not used: %s", error)
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.close()
            self._connection = None

    def _open(self) -> None:
        for _ in range(2):
            try:
                self._connection = connection = _connected(self._file)
                if connection.execute("PRAGMA user_version").fetchone() == (0,):
                    connection.executescript(_SCHEMA)
                (newest,) = connection.execute("SELECT max(id) FROM file").fetchone()
                (count,) = connection.execute("SELECT count(*) FROM file").fetchone()
                is_current = connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
                if is_current and (newest or 0) <= 3 * count + 1_000:
                    return
            except sqlite3.DatabaseError as error:
                log.info("the index is made anew: %s", error)
            # Of another version, damaged, or mostly of files that have changed since.
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            for ending in ("", "-wal", "-shm"):
                Path(f"{self._file}{ending}").unlink(missing_ok=True)

    def _declare(self, file: int | None, declared: Declaration) -> None:
        assert self._connection is not None
        row = self._connection.execute(
            "INSERT INTO declared (file, name, kind, owner, signature, line) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (file, declared.name, declared.kind, declared.owner, declared.signature, declared.line),
        ).lastrowid
        parts = " ".join((*name_parts(declared.name), *name_parts(declared.owner)))
        self._connection.execute("INSERT INTO parts (rowid, text) VALUES (?, ?)", (row, parts))

    def _remove(self, path: str) -> None:
        """What the search tables hold of it stays, and leads to nothing."""
        if self._connection is not None:
            self._connection.execute(
                "DELETE FROM declared WHERE file IN (SELECT id FROM file WHERE path = ?)", (path,)
            )
            self._connection.execute("DELETE FROM file WHERE path = ?", (path,))

    def _entries(self, condition: str, *values: object) -> list[Entry]:
        columns = "path, name, kind, signature, owner, line"
        rows = self._rows(
            f"SELECT {columns} FROM declared JOIN file ON file.id = file {condition}",  # noqa: S608
            *values,
        )
        return [Entry(path, Declaration(*of_declaration)) for path, *of_declaration in rows]

    def _rows(self, query: str, *values: object) -> Iterable[tuple]:  # type: ignore[type-arg]
        found: list[tuple] = []  # type: ignore[type-arg]
        with self._harmless():
            if self._connection is not None:
                found = self._connection.execute(query, values).fetchall()
        return found


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=5.0, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def _drop_oldest(place: Path, kept: Path) -> None:
    kept.touch()
    files = sorted(place.glob("*.sqlite"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MOST_WORKSPACES:]:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{file}{ending}").unlink(missing_ok=True)
