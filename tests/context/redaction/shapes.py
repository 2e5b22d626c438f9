"""Placeholders with one letter in place of those that were drawn."""

from __future__ import annotations

import re

_DRAWN = re.compile("([jqxz])|[JQXZ]")


def shape(text: str) -> str:
    """The text with x and X for each letter that placeholders are drawn from."""
    return _DRAWN.sub(lambda letter: "x" if letter[1] else "X", text)
