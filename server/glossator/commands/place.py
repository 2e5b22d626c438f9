"""`FILE:LINE:COLUMN` on a command line, as editors and compilers print places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from glossator.context.code import Buffer

LANGUAGES = {
    ".bash": "shellscript",
    ".c": "c",
    ".cc": "cpp",
    ".cpp": "cpp",
    ".cs": "csharp",
    ".css": "css",
    ".go": "go",
    ".h": "c",
    ".hpp": "cpp",
    ".html": "html",
    ".java": "java",
    ".js": "javascript",
    ".json": "json",
    ".jsx": "javascriptreact",
    ".kt": "kotlin",
    ".lua": "lua",
    ".md": "markdown",
    ".php": "php",
    ".py": "python",
    ".rb": "ruby",
    ".rs": "rust",
    ".sh": "shellscript",
    ".sql": "sql",
    ".swift": "swift",
    ".toml": "toml",
    ".ts": "typescript",
    ".tsx": "typescriptreact",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""LSP language ids by file name extension; in an editor, the editor says it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file and one or two numbers after it, both counted from 1."""

    path: Path
    first: int
    second: int | None

    def buffer(self) -> Buffer:
        """The file as an unchanged buffer.

        Raises:
            click.ClickException: when it cannot be read as UTF-8 text.
        """
        try:
            with self.path.open(encoding="utf-8", newline="") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise click.ClickException(f"{self.path} cannot be read: {reason}.") from None
        return Buffer(
            uri=self.path.resolve().as_uri(),
            text=text,
            language=LANGUAGES.get(self.path.suffix.lower(), "plaintext"),
            version=0,
            path=self.path.resolve(),
            root=Path.cwd(),
        )


class PlaceType(click.ParamType[Place]):
    """Parses FILE:LINE, FILE:LINE:COLUMN or FILE:FROM-TO, as `pattern` says."""

    def __init__(self, name: str, pattern: str) -> None:
        self.name = name
        self._pattern = re.compile(rf"(?P<path>.+?):{pattern}")

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Place:
        """The place, or a usage error that shows the form."""
        found = self._pattern.fullmatch(str(value))
        if found is None:
            self.fail(f"{value!r} is not of the form {self.name}", param, ctx)
        second = found["second"]
        return Place(Path(found["path"]), int(found["first"]), int(second) if second else None)


POINT = PlaceType("FILE:LINE:COLUMN", r"(?P<first>[1-9]\d*)(?::(?P<second>[1-9]\d*))?")
LINES = PlaceType("FILE:FROM-TO", r"(?P<first>[1-9]\d*)(?:-(?P<second>[1-9]\d*))?")


def line_start(text: str, line: int) -> int:
    """The offset at which line `line`, counted from 1, begins; the end for lines beyond it."""
    offset = 0
    for _ in range(line - 1):
        found = text.find("\n", offset)
        if found < 0:
            return len(text)
        offset = found + 1
    return offset


def line_end(text: str, line: int) -> int:
    """The offset of the line end of line `line`, counted from 1."""
    found = text.find("\n", line_start(text, line))
    end = len(text) if found < 0 else found
    return end - 1 if text[end - 1 : end] == "\r" else end
