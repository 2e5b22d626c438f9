"""The classes that a PHP file names, and where they lie. Pure but for the listing that is asked.

An autoloader needs no import for a class of the own namespace, of a qualified name, or without any
namespace, as in PEAR and WordPress: the file is found by the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from glossator.context.index.imports import LONGEST
from glossator.context.index.listing import Listing

MOST = 200
"""Names of one file that are looked for."""
MOST_FILES = 4
"""Files of one name that are looked at."""

_NAME = re.compile(r"(?<![\w$>:'\"])\\?(?:\w+\\)*[A-Z]\w+")
_USE = re.compile(r"^\s*use\s+([\w\\]+\\(\w+))(?:\s+as\s+(\w+))?\s*;", re.MULTILINE)
_WORD_BEGINS = re.compile(r"(?<=[a-z\d])(?=[A-Z])|_")


def named_classes(text: str) -> tuple[str, ...]:
    """The classes that a text names, with the namespaces that its `use` gives them."""
    text = text[:LONGEST]
    aliases = {found[3] or found[2]: found[1] for found in _USE.finditer(text)}
    names: dict[str, None] = {}
    for found in _NAME.finditer(text):
        first, slash, rest = found[0].partition("\\")
        names.setdefault(f"{aliases.get(first, first)}{slash}{rest}".strip("\\"))
    return tuple(names)[:MOST]


def files_of_class(name: str, file: Path, listing: Listing) -> list[Path]:
    """The files that may declare a class that `file` names, the most likely first."""
    found = dict.fromkeys(
        each
        for ending in _endings(name)
        for each in listing.ending_with(ending, file.parent)
        if each.suffix == file.suffix and each != file
    )
    return list(found)[:MOST_FILES]


def _endings(name: str) -> Iterator[tuple[str, ...]]:
    """How the path of a class's file may end, the longest first: PSR-4, PSR-0, WordPress."""
    *spaces, last = name.split("\\")
    for count in range(len(spaces) + 1):
        yield (*spaces[count:], last)
    parts = tuple(part for part in last.split("_") if part)
    for count in range(len(parts)) if len(parts) > 1 else ():
        yield (*spaces, *parts[count:])
    words = "-".join(part.lower() for part in _WORD_BEGINS.split(last) if part)
    plain = last.lower().replace("_", "-")
    for kind in ("class", "interface", "trait"):
        yield (f"{kind}-{plain}",)
    if words != plain:
        yield (f"class-{words}",)
