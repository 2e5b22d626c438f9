"""`FILE:LINE:COLUMN` on a command line, as editors and compilers print places."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import click

from glossator.context.buffer import Buffer
from glossator.languages import facts_of_file
from glossator.text import lines
from glossator.text.sanitize import plain


@dataclass(frozen=True, slots=True)
class Location:
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
            raise click.ClickException(plain(f"{self.path} cannot be read: {reason}.")) from None
        # Links are not followed, because a link's own path may be an ignored one.
        path = Path(os.path.abspath(self.path))  # noqa: PTH100
        here = Path.cwd()
        return Buffer(
            uri=path.as_uri(),
            text=text,
            language=facts_of_file(path.name).id or "plaintext",
            version=0,
            path=path,
            root=here if path.is_relative_to(here) else path.parent,
        )


class LocationType(click.ParamType[Location]):
    """Parses FILE:LINE, FILE:LINE:COLUMN or FILE:FROM-TO, as `pattern` says."""

    def __init__(self, name: str, pattern: str) -> None:
        self.name = name
        self._pattern = re.compile(rf"(?P<path>.+?):{pattern}")

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Location:
        """The place, or a usage error that shows the form."""
        found = self._pattern.fullmatch(str(value))
        if found is None or _holds_a_number(found["path"]):
            self.fail(f"{value!r} is not of the form {self.name}, with numbers from 1", param, ctx)
        second = found["second"]
        return Location(Path(found["path"]), int(found["first"]), int(second) if second else None)


def _holds_a_number(path: str) -> bool:
    """Whether what was taken for a path ends in a number that was meant for a line."""
    return re.search(r":\d+$", path) is not None and not Path(path).exists()


POINT = LocationType("FILE:LINE:COLUMN", r"(?P<first>[1-9]\d*)(?::(?P<second>[1-9]\d*))?")
LINES = LocationType("FILE:FROM-TO", r"(?P<first>[1-9]\d*)(?:-(?P<second>[1-9]\d*))?")


def line_start(buffer: Buffer, line: int) -> int:
    """The offset at which a line, counted from 1, begins.

    Raises:
        click.ClickException: when there are fewer lines.
    """
    starts = lines.line_starts(buffer.text)
    if line > len(starts):
        message = f"{buffer.name} has no line {line}: it ends at {len(starts)}."
        raise click.ClickException(plain(message))
    return starts[line - 1]


def line_end(buffer: Buffer, line: int) -> int:
    """The offset of a line's end; raises as `line_start` does."""
    return lines.line_end(buffer.text, line_start(buffer, line))


def offset_of(buffer: Buffer, place: Location) -> int:
    """The offset of LINE:COLUMN, and of the line's end without a column or beyond it."""
    end = line_end(buffer, place.first)
    if place.second is None:
        return end
    return min(line_start(buffer, place.first) + place.second - 1, end)
