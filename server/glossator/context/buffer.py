"""A buffer as the inner rooms see it: text and offsets in code points, no LSP."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from glossator.text.lines import after_line, line_end


@dataclass(frozen=True, slots=True)
class Buffer:
    """One version of an open document.

    `text` has the line ends of the editor's buffer. `path` is None for unsaved or remote documents.
    `language` is an LSP language id such as `python`; `root` is the workspace folder it lies in.
    """

    uri: str
    text: str
    language: str
    version: int
    path: Path | None = None
    root: Path | None = None

    @property
    def name(self) -> str:
        """The path below the workspace folder with forward slashes, or the file name."""
        if self.path is None:
            return self.uri.rsplit("/", 1)[-1]
        if self.root is not None and self.path.is_relative_to(self.root):
            return self.path.relative_to(self.root).as_posix()
        return self.path.name

    @property
    def newline(self) -> str:
        """The line end that the buffer uses first; `\\n` in a buffer of one line."""
        return self.text[line_end(self.text, 0) : after_line(self.text, 0)] or "\n"
