"""Where imports belong in a file, and which of those that a model wrote its code needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossator.actions.rewrite.import_statements import (
    is_by_name,
    names_of_import,
    parted,
    statement_length,
    without,
)
from glossator.context.buffer import Buffer
from glossator.languages import facts_of
from glossator.text.imports import has_imports, is_import
from glossator.text.lines import lines_with_ends

_HEADS = re.compile(
    r"package\s|namespace\s[\w.\\]+;|<\?php|declare\s*\(|[\"']use (?:strict|client|server)|#!|"
    r"#pragma\b|#ifndef\b|#define\b|library\b|@file:|\{-#"
)
"""What a file begins with before its imports."""
_MODULES = {"haskell": "where", "julia": ""}
"""The languages whose files begin with `module`, and what ends that."""
_PLACES = {
    "rust": re.compile(r"\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+\w+\s*\{"),
    "php": re.compile(r"\s*namespace\s+[\w\\]*\s*\{"),
}
"""The line of a block with imports of its own: those of the file do not count in it."""
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class ImportSlot:
    """Where in a text imports can be put, and what comes before and after them there."""

    offset: int
    before: str = ""
    after: str = ""
    indent: str = ""
    newline: str = "\n"
    is_list: bool = False
    """Whether it is inside of Go's brackets."""

    def insertion(self, imports: Sequence[str]) -> str:
        """The text that puts `imports` there."""
        lines = [line for each in imports for line in each.split("\n")]
        if self.is_list:
            lines = [line.removeprefix("import ") for line in lines]
        text = "".join(f"{self.indent}{line}{self.newline}" for line in lines)
        return self.before + text + self.after


def needed_imports(
    buffer: Buffer, offset: int, imports: Sequence[str], code: Sequence[str]
) -> list[str]:
    """Those of `imports` that `code` at `offset` needs and the file does not have."""
    if not imports:
        return []
    language = buffer.language
    block = _Block(buffer.text, language, offset)
    present = {_plain(each) for each in block.imports}
    taken = {name for each in block.imports for name in names_of_import(each, language)}
    taken |= _defined(buffer)
    words = set(_WORD.findall("\n".join(code)))
    found = []
    for each in imports:
        if _plain(each) in present:
            continue
        names = names_of_import(each, language)
        if not names:
            found.append(each)
            continue
        useless = names & taken
        if is_by_name(language):
            useless |= names - words
        left = without(each, useless, language) if useless else each
        if left:
            found.append(left)
    return list(dict.fromkeys(found))


def import_slot(text: str, language: str, offset: int, newline: str) -> ImportSlot | None:
    """Where imports for the code at `offset` belong; None where that is not before it."""
    if not has_imports(language):
        return None
    slot = _Block(text, language, offset).slot(newline)
    is_page = language == "php" and "<?php" not in text[: slot.offset]
    return None if is_page or slot.offset > offset else slot


class _Block:
    """The head of the file, or of the block with its own imports, in which `offset` lies."""

    def __init__(self, text: str, language: str, offset: int) -> None:
        self._text, self._language = text, language
        self.imports: list[str] = []
        self._begin, self._indent = self._where(offset)
        self._last_import: int | None = None
        self._head_end = self._begin
        self._is_list = False
        self._read()

    def slot(self, newline: str) -> ImportSlot:
        """After the last import, else before the code."""
        if self._last_import is not None and self._is_list:
            closing = self._text.rindex(")", 0, self._last_import)
            return ImportSlot(closing, indent="\t", newline=newline, is_list=True)
        if self._last_import is not None:
            return ImportSlot(self._last_import, indent=self._indent, newline=newline)
        rest = self._text[self._head_end :]
        first = self._head_end + len(rest) - len(rest.lstrip("\r\n"))
        gap = newline * (2 if self._language == "python" else 1)
        is_apart = first > self._head_end or first == self._begin
        return ImportSlot(first, "" if is_apart else newline, gap, self._indent, newline)

    def _where(self, offset: int) -> tuple[int, str]:
        """Where the block begins, and its indentation."""
        if self._language == "python":
            from glossator.syntax.python.annotation_names import import_offset

            return import_offset(self._text), ""
        opening = _PLACES.get(self._language)
        if opening is None:
            return int(self._text.startswith("\ufeff")), ""
        at, begin, indent = 0, 0, ""
        depth = None
        for line in lines_with_ends(self._text[:offset]):
            at += len(line)
            width = len(line) - len(line.lstrip())
            if depth is not None and line.strip() and width <= depth:
                begin, indent, depth = 0, "", None
            if opening.match(line):
                begin, depth = at, width
                following = self._text[at:].lstrip("\r\n")
                indent = following[: len(following) - len(following.lstrip())]
        return begin, indent

    def _read(self) -> None:
        lines = lines_with_ends(self._text[self._begin :])
        number, at = 0, self._begin
        while number < len(lines):
            line = lines[number]
            kind = self._kind(line)
            if kind == "code":
                break
            size = self._size(lines, number, kind)
            taken = "".join(lines[number : number + size])
            at += len(taken)
            number += size
            if kind == "import":
                self.imports += parted(taken.strip(), self._language)
                self._last_import = at
                self._is_list = self._language == "go" and taken.rstrip().endswith(")")
            elif kind in ("head", "module") or (
                kind == "comment" and self._stays(taken, lines, number)
            ):
                self._head_end = at

    def _kind(self, line: str) -> str:
        bare = line.strip()
        if not bare:
            return "blank"
        width = len(line) - len(line.lstrip())
        if width != len(self._indent):
            return "code"
        if is_import(bare, self._language):
            return "import"
        if _HEADS.match(bare) and (self._last_import is None or not bare.startswith("#")):
            return "head"
        if self._language in _MODULES and bare.startswith("module "):
            return "module"
        marks = tuple(facts_of(self._language).comments.split())
        return "comment" if marks and bare.startswith(marks) and "#[" not in bare[:2] else "code"

    def _size(self, lines: Sequence[str], number: int, kind: str) -> int:
        if kind in ("import", "head"):
            return statement_length(lines[number:])
        is_block = kind == "comment" and lines[number].strip().startswith("/*")
        last = "*/" if is_block else _MODULES.get(self._language, "") if kind == "module" else ""
        sizes = (size for size, line in enumerate(lines[number:], 1) if last in line)
        return next(sizes, 1)

    def _stays(self, comment: str, lines: Sequence[str], number: int) -> bool:
        """Whether a comment belongs to the file, and not to the code below it."""
        return comment.startswith("#!") or (number < len(lines) and not lines[number].strip())


def _plain(statement: str) -> str:
    return "".join(statement.split()).rstrip(";")


def _defined(buffer: Buffer) -> set[str]:
    """The names that the file defines itself."""
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES:
        return set()
    from glossator.syntax.words import bound_names

    return bound_names(buffer.text, buffer.language) if is_by_name(buffer.language) else set()
