"""Places of an edit, drawn as selections: `│` stands at both ends."""

from __future__ import annotations

from glossator.actions.rewrite.region import Region, region_of
from glossator.context.buffer import Buffer
from tests.actions.docstring.documenting import buffer_of
from tests.syntax.drawn import selection


def place_in(drawn: str, language: str = "python") -> tuple[Buffer, Region]:
    text, start, end = selection(drawn)
    buffer = buffer_of(text, language)
    return buffer, region_of(buffer, (start, end))
