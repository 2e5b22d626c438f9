"""A buffer as the inner rooms see it: text and offsets in code points, no LSP."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from glossator.text.lines import after_line, line_end


@dataclass(frozen=True, slots=True)
class Buffer:
    """One version of an open document.

    `text` has the line ends of the editor's buffer. `path` is None for unsaved or remote documents.
    `language` is an LSP language id such as `python`; `root` is the workspace folder it lies in.
    `beside` are names of other files and what of them a model is shown with it.
    """

    uri: str
    text: str
    language: str
    version: int
    path: Path | None = None
    root: Path | None = None
    beside: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The path below the workspace folder with forward slashes, or the file name."""
        return _last_name(self.uri) if self.path is None else _name_below(self.path, self.root)

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a notebook, or what a notebook looks like as one text."""
        return self.uri.startswith("vscode-notebook-cell:") or self.uri.endswith(".ipynb")

    @property
    def newline(self) -> str:
        """The line end that the buffer uses first; `\\n` in a buffer of one line."""
        return self.text[line_end(self.text, 0) : after_line(self.text, 0)] or "\n"


def _last_name(uri: str) -> str:
    """What a URI names, without the folders and the query: they may be those of this machine."""
    try:
        path = urlsplit(uri).path
    except ValueError:
        path = uri.partition("?")[0]
    return re.split(r"[/\\:]", unquote(path))[-1]


@lru_cache(1_024)
def _name_below(path: Path, root: Path | None) -> str:
    """The path below the folder, else the file's name; cached, because each key asks for it."""
    if root is not None and path.is_relative_to(root):
        return _as_text(path.relative_to(root).as_posix())
    return _as_text(path.name)


def _as_text(name: str) -> str:
    """A file's name, which need not be UTF-8, as it can be sent."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
