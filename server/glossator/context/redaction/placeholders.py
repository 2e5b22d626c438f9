"""What stands in for a secret: text of the same length and shape that says nothing.

Letters become x or X, digits 0, and the punctuation that keys are built with stays, so that a
prompt reads as before and offsets into it hold. The same secret always gives the same placeholder,
which keeps the head of a prompt still for the service's prefix cache.
"""

from __future__ import annotations

import re

# Each class has further letters, so that two secrets of one shape can get two placeholders.
LOWER, UPPER, DIGITS, OTHER = "xyz", "XYZ", "01", "*?"

_KEPT = frozenset("-_./+=%: \t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ESCAPE = re.compile(r"\\[nrt]")
_SHAPELESS = re.compile(
    rf"(?:\\[nrt]|[{LOWER}{UPPER}{DIGITS}{re.escape(OTHER)}]|[{re.escape(''.join(sorted(_KEPT)))}])*"
)


def placeholder(secret: str, variant: int = 0) -> str:
    """What stands for `secret`; another `variant` gives another text while there are any left."""
    pieces: list[str] = []
    end = 0
    for escape in _ESCAPE.finditer(secret):
        pieces += secret[end : escape.start()]
        pieces.append(escape.group())
        end = escape.end()
    pieces += secret[end:]
    for index, piece in enumerate(pieces):
        alphabet = _alphabet(piece)
        if alphabet:
            variant, letter = divmod(variant, len(alphabet))
            pieces[index] = alphabet[letter]
    return "".join(pieces)


def is_placeholder(text: str) -> bool:
    """Whether nothing in `text` tells anything: a placeholder, or a row of x by the user's hand."""
    return _SHAPELESS.fullmatch(text) is not None


def _alphabet(piece: str) -> str:
    if piece in _KEPT or len(piece) > 1:
        return ""
    if piece.isdigit():
        return DIGITS
    if piece.isalpha():
        return UPPER if piece.isupper() else LOWER
    return OTHER
