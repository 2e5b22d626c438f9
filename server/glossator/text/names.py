"""The words that a name in code is made of. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 12
"""Code points of a part: longer ones differ in their endings mostly."""

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")


@lru_cache(50_000)
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name in lower case, without doubles and single letters: `to_HTMLPage2`."""
    found = dict.fromkeys(part.lower() for part in _PART.findall(name))
    return tuple(part[:LONGEST] for part in found if len(part) > 1)
