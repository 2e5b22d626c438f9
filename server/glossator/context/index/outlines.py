"""Outlines of files, checked like all text for a model, kept until a file changes.

Run it in a thread: it reads files, and loads grammars when a language is first met.
"""

from __future__ import annotations

import re
import stat
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.index.imports import Import, imports_of
from glossator.context.outgoing import outgoing_of
from glossator.errors import FileWithheldError
from glossator.languages import facts_of_file
from glossator.syntax.outline import Declaration, outline

LARGEST = 400_000
"""Bytes of a file that is read."""
LONGEST_LINE = 400
"""Code points of a line in the mean; minified code has more."""
MOST_KEPT, MOST_TEXT = 2_000, 6_000_000
"""Outlines that are kept, and the code points of their files, or of their signatures, together."""


_CPP = re.compile(
    r"^[ \t]*(?:(?:inline )?namespace\b[\w: ]*\{|class\s+\w|template\s*<|using\s+\w)", re.MULTILINE
)
"""What stands in headers of C++ and not in those of C; both end in `.h`."""


@dataclass(frozen=True, slots=True)
class FileOutline:
    """What a file declares and imports; `name` is its path as a model may see it.

    `text` is the file with its secrets hidden.
    """

    name: str
    language: str
    text: str
    declarations: tuple[Declaration, ...]
    imports: tuple[Import, ...]


class Outlines:
    """The outlines of one workspace's files; none is read once `is_stopped`."""

    largest = LARGEST

    def __init__(
        self,
        root: Path | None,
        ignore: Ignore,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_stopped = is_stopped
        self.root = root
        self.ignore = ignore
        self._kept: OrderedDict[object, FileOutline | None] = OrderedDict()
        self._text = 0
        self._of_buffers: dict[str, object] = {}
        self.open: dict[Path, Buffer] = {}
        """The buffers that stand for a file instead of what is on the disk."""

    def of_file(self, file: Path) -> FileOutline | None:
        """The outline of a file; None where no model may see it or it is no source file."""
        if (buffer := self.open.get(file)) is not None:
            return self.of_buffer(buffer)
        return self.on_disk(file)

    def on_disk(self, file: Path, *, keeps: bool = True) -> FileOutline | None:
        """The outline of a file as it is on the disk; None as for `of_file`.

        One that nobody will ask about again is not kept in the place of others.
        """
        key = None if self._is_stopped() else self._key(file)
        if key is None:
            return None
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        language = facts_of_file(file.name).id
        try:
            text = file.read_bytes().decode("utf-8", "replace")
        except OSError:
            return None
        buffer = Buffer("", text, language, 0, file, self.root)
        return self._keep(key, buffer) if keeps else self._read(buffer)

    def kept(self, file: Path) -> FileOutline | None:
        """The outline of a file that was read before and is as it was."""
        return self._kept.get(self._key(file))

    def _key(self, file: Path) -> object:
        """What tells a file as it is now; None where it is none that is read."""
        try:
            found = file.lstat()
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode) or found.st_size > self.largest:
            return None
        return file, found.st_mtime_ns, found.st_size

    def of_buffer(self, buffer: Buffer) -> FileOutline | None:
        """The outline of an open buffer."""
        key = (buffer.uri, buffer.version, hash(buffer.text))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._text -= _length(self._kept.pop(self._of_buffers.get(buffer.uri), None))
        if len(self._of_buffers) > MOST_KEPT:
            self._of_buffers.clear()
        self._of_buffers[buffer.uri] = key
        return self._keep(key, buffer)

    def _keep(self, key: object, buffer: Buffer) -> FileOutline | None:
        self._kept[key] = found = self._read(buffer)
        self._text += _length(found)
        while len(self._kept) > 1 and (len(self._kept) > MOST_KEPT or self._text > MOST_TEXT):
            self._text -= _length(self._kept.popitem(last=False)[1])
        return found

    def _read(self, buffer: Buffer) -> FileOutline | None:
        if not is_readable(buffer.text, self.largest):
            return None
        try:
            text = outgoing_of(buffer, self.ignore).buffer.text
        except FileWithheldError:
            return None
        language = buffer.language
        if language == "c" and _CPP.search(text):
            language = "cpp"
        declared = outline(text, language)
        return FileOutline(buffer.name, language, text, declared, imports_of(text, language))


def is_readable(text: str, largest: int) -> bool:
    """Whether a text is neither large nor minified."""
    return len(text) <= min(largest, LONGEST_LINE * (text.count("\n") + 1))


def _length(found: FileOutline | None) -> int:
    if found is None:
        return 0
    return len(found.text) or sum(len(each.signature) for each in found.declarations)
