"""Whether what a file imports may be what another file makes known. Pure."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

MOST_FOLDERS = 4
"""The file and the folders around it that an import may name."""

_MODULE = re.compile(r"[\w-]+")
_OWN_PACKAGE = re.compile(
    r"""from\s+\.+\s|["']\.\.?/?["']|\b(?:crate|super|self)::(?:\{|\w+\s*(?:;|\bas\b))"""
)
"""An import from the package itself, without a name."""


def is_from(statement: str, uri: str) -> bool:
    """Whether an import may be from a file: it names the file, a folder around it, or no module.

    A package hands on what its files make known.
    """
    path = PurePosixPath(uri)
    parts = [path.stem, *(each.name for each in path.parents)][:MOST_FOLDERS]
    named = {part.casefold() for part in _MODULE.findall(statement)}
    return bool(_OWN_PACKAGE.search(statement)) or any(part.casefold() in named for part in parts)
