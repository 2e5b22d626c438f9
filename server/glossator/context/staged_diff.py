"""The diff of what is staged, read into files and hunks, and without secrets. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from glossator.context.redaction.redact import redact

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
ESCAPES = {
    b"a": b"\a",
    b"b": b"\b",
    b"t": b"\t",
    b"n": b"\n",
    b"v": b"\v",
    b"f": b"\f",
    b"r": b"\r",
}
VERBS = {"new file": "added", "deleted file": "deleted", "old mode": "mode changed"}


@dataclass(frozen=True, slots=True)
class Hunk:
    """One stretch of a file; each line begins with a blank, `+`, `-` or a backslash."""

    header: str
    lines: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blank space differs."""
        sides = ["".join(line[1:] for line in self.lines if line[:1] == mark) for mark in "-+"]
        removed, added = ("".join(side.split()) for side in sides)
        return removed == added


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file as it is staged; `before` is its former path where it was renamed."""

    path: str
    verb: str = "changed"
    before: str = ""
    is_binary: bool = False
    hunks: tuple[Hunk, ...] = ()

    @property
    def added(self) -> int:
        """The number of new lines."""
        return sum(line[:1] == "+" for hunk in self.hunks for line in hunk.lines)

    @property
    def removed(self) -> int:
        """The number of lines that are gone."""
        return sum(line[:1] == "-" for hunk in self.hunks for line in hunk.lines)


def read_diff(diff: str) -> Iterator[StagedFile]:
    """The files of a diff as `git diff` writes it."""
    lines = diff.split("\n")
    starts = [n for n, line in enumerate(lines) if line.startswith("diff --git ")]
    for first, last in pairwise([*starts, len(lines)]):
        yield _file(lines[first:last])


def _file(lines: Sequence[str]) -> StagedFile:
    file = StagedFile(_path_of_header(lines[0]))
    at = 1
    while at < len(lines) and not lines[at].startswith("@@"):
        file = _with_header(file, lines[at])
        at += 1
    starts = [n for n in range(at, len(lines)) if lines[n].startswith("@@")]
    hunks = (
        Hunk(lines[first], tuple(line.rstrip("\r") for line in lines[first + 1 : last] if line))
        for first, last in pairwise([*starts, len(lines)])
    )
    return replace(file, hunks=tuple(hunks))


def _with_header(file: StagedFile, line: str) -> StagedFile:
    for mark in ("+++ ", "--- "):
        if line.startswith(mark) and line != f"{mark}/dev/null":
            return replace(file, path=_unquoted(line[len(mark) :].rstrip("\t"))[2:])
    for start, verb in VERBS.items():
        if line.startswith(start):
            return replace(file, verb=verb)
    if line.startswith("rename from "):
        return replace(file, verb="renamed", before=_unquoted(line[len("rename from ") :]))
    if line.startswith("rename to "):
        return replace(file, path=_unquoted(line[len("rename to ") :]))
    if line.startswith(("Binary files ", "GIT binary patch")):
        return replace(file, is_binary=True)
    return file


def _path_of_header(line: str) -> str:
    """The path in `diff --git a/path b/path`, where both are the same."""
    rest = line.removeprefix("diff --git ")
    quoted = QUOTED.match(rest)
    if quoted is not None:
        return _unquoted(quoted[0])[2:]
    return rest[: len(rest) // 2].strip()[2:]


def _unquoted(path: str) -> str:
    """A path without git's quotes and escapes."""
    match = QUOTED.fullmatch(path)
    if match is None:
        return path
    raw = ESCAPE.sub(
        lambda m: bytes([int(m[1], 8)]) if len(m[1]) == 3 else ESCAPES.get(m[1], m[1]),
        match[1].encode(),
    )
    return raw.decode("utf-8", "replace")


def without_secrets(file: StagedFile) -> StagedFile:
    """The file with the secrets of both of its sides hidden."""
    return replace(file, hunks=tuple(map(_hidden, file.hunks)))


def _hidden(hunk: Hunk) -> Hunk:
    """Each side is searched as the text that it is: a key of several lines has no marks in it."""
    lines = list(hunk.lines)
    for mark in "-+":
        numbers = [n for n, line in enumerate(lines) if line[:1] in (mark, " ")]
        text = "\n".join(lines[n][1:] for n in numbers)
        shown = redact(text).text.split("\n")
        for number, line in zip(numbers, shown, strict=False):
            lines[number] = lines[number][:1] + line
    title = re.match(r"@@[^@]*@@", hunk.header)
    header = title[0] + redact(hunk.header[title.end() :]).text if title else "@@"
    return Hunk(header, tuple(lines))
