"""What stands in for a secret: text of the same length that nobody writes by chance.

Letters and digits become j, q, x and z, drawn from the secret with a key of this process, and the
punctuation that keys are built with stays, so that a prompt reads as before and offsets into it
hold. The same secret always gets the same placeholder, which keeps the head of a prompt still for
the service's prefix cache; two secrets of one text never get the same one, and two of different
texts get it by chance once in 4,000 times where they have six characters, hardly ever where more.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Container

LOWER, UPPER, OTHER = "jqxz", "JQXZ", "*"

_KEPT = frozenset("-_./+=%: \t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ESCAPE = re.compile(r"\\[nrt]")
_SHAPELESS = re.compile(
    rf"(?:\\[nrt]|[{LOWER}{UPPER}{re.escape(OTHER)}]|[{re.escape(''.join(sorted(_KEPT)))}])*"
)
_RUN = re.compile(rf"[{LOWER}{UPPER}]{{5,}}")
_DISTINCT_LETTERS, _LONG = 3, 6  # so that a row of x by the user's hand is none

_KEY = secrets.token_bytes(16)
_MOST_VARIANTS = 256


def placeholder(secret: str, text: str = "", taken: Container[str] = ()) -> str:
    """What stands for `secret`: not one of `taken`, and nothing that occurs in `text`."""
    shown = ""
    for variant in range(_MOST_VARIANTS):
        shown = _drawn(secret, variant)
        if _is_drawn_well(shown) and shown not in taken and shown not in text:
            break
    return shown


def is_placeholder(text: str) -> bool:
    """Whether nothing in `text` tells anything: a placeholder, or a row of x by the user's hand."""
    return _SHAPELESS.fullmatch(text) is not None


def holds_placeholder(text: str) -> bool:
    """Whether a placeholder, or a part of one, stands in `text`: no word has such letters alone."""
    return any(len({*run.lower()}) >= _DISTINCT_LETTERS for run in _RUN.findall(text))


def letters_of(shown: str) -> int:
    """How many letters of a placeholder were drawn."""
    return sum(map(str.isalpha, shown))


def _drawn(secret: str, variant: int) -> str:
    seed = _KEY + variant.to_bytes(2) + _encoded(secret)
    drawn = iter(hashlib.shake_128(seed).digest(len(secret) + 1))
    digits = UPPER if secret.isupper() else LOWER
    pieces: list[str] = []
    end = 0
    for escape in _ESCAPE.finditer(secret):
        pieces += (_letter(each, next(drawn), digits) for each in secret[end : escape.start()])
        pieces.append(escape.group())
        end = escape.end()
    pieces += (_letter(each, next(drawn), digits) for each in secret[end:])
    return "".join(pieces)


def _letter(character: str, byte: int, digits: str) -> str:
    if character in _KEPT:
        return character
    if character.isdigit():
        return digits[byte % 4]
    if character.isalpha():
        return (UPPER if character.isupper() else LOWER)[byte % 4]
    return OTHER


def _is_drawn_well(shown: str) -> bool:
    letters = [letter for letter in shown if letter.isalpha()]
    if len(letters) < _LONG:
        return True
    if _RUN.search(shown):  # only by its runs is it known again
        return holds_placeholder(shown)
    return len({*map(str.lower, letters)}) >= _DISTINCT_LETTERS


def _encoded(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")
