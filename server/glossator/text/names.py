"""Names in code: the characters and the words that they are made of. Pure."""

from __future__ import annotations

import re

LONGEST = 12
"""Code points of a part: longer ones differ in their endings mostly."""

WORD = re.compile(r"[^\W\d]\w+")
"""A name of more than one character."""
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")


def is_word(character: str) -> bool:
    """Whether a character can be part of a name; an empty text cannot."""
    return character.isalnum() or character == "_"


def is_within_word(text: str, offset: int) -> bool:
    """Whether the offset is between two characters of one name."""
    return 0 < offset < len(text) and is_word(text[offset - 1]) and is_word(text[offset])


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name in lower case, without doubles and single letters: `to_HTMLPage2`."""
    found = dict.fromkeys(part.lower() for part in _PART.findall(name))
    return tuple(part[:LONGEST] for part in found if len(part) > 1)
