"""What stands in for a secret: text of the same length that nobody writes by chance.

Letters and digits become j, q, x and z, drawn from the secret with a key of this process, and the
punctuation that keys are built with stays, so that a prompt reads as before and offsets into it
hold. The same secret always gets the same placeholder, which keeps the head of a prompt still for
the service's prefix cache; no two secrets get the same one, in whichever files they stand.
"""

from __future__ import annotations

import hashlib
import re
import secrets

LOWER, UPPER, OTHER = "jqxz", "JQXZ", "*"

_KEPT = frozenset("-_./+=%: \t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ESCAPE = re.compile(r"\\[nrt]")
_SHAPELESS = re.compile(
    rf"(?:\\[nrt]|[{LOWER}{UPPER}{re.escape(OTHER)}]|[{re.escape(''.join(sorted(_KEPT)))}])*"
)
_RUN = re.compile(rf"[{LOWER}{UPPER}]{{5,}}")
_SURE = 8  # letters of a row that is no word of any language
_DISTINCT_LETTERS, _LONG = 3, 6  # so that a row of x by the user's hand is none

_KEY = secrets.token_bytes(16)
_MOST_VARIANTS = 256
_MOST_OWNERS = 20_000
_owners: dict[str, bytes] = {}
"""Whose each placeholder is, by a digest of the secret; the oldest are forgotten."""
_runs: dict[str, None] = {}
"""The rows of letters in all these placeholders."""


def placeholder(secret: str, text: str = "") -> str:
    """What stands for `secret`; it occurs nowhere in `text`, and stands for no other secret."""
    owner = hashlib.blake2b(_encoded(secret), key=_KEY, digest_size=16).digest()
    shown = ""
    for variant in range(_MOST_VARIANTS):
        shown = _drawn(secret, variant)
        if _is_drawn_well(shown) and _owners.get(shown, owner) == owner and shown not in text:
            break
    _note(shown, owner)
    return shown


def is_placeholder(text: str) -> bool:
    """Whether nothing in `text` tells anything: a placeholder, or a row of x by the user's hand."""
    return _SHAPELESS.fullmatch(text) is not None


def holds_placeholder(text: str) -> bool:
    """Whether a placeholder of this process, or a part of one, stands in `text`."""
    return any(
        run in _runs or (len(run) >= _SURE and len({*run.lower()}) >= _DISTINCT_LETTERS)
        for run in _RUN.findall(text)
    )


def letters_of(shown: str) -> int:
    """How many letters of a placeholder were drawn."""
    return sum(map(str.isalpha, shown))


def _note(shown: str, owner: bytes) -> None:
    if shown in _owners:
        return
    if len(_owners) >= _MOST_OWNERS:
        for table in (_owners, _runs):
            for old in list(table)[: len(table) // 2]:
                del table[old]
    _owners[shown] = owner
    _runs.update((run, None) for run in _RUN.findall(shown) if len({*run.lower()}) > 1)


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
    return len(letters) < _LONG or len({*map(str.lower, letters)}) >= _DISTINCT_LETTERS


def _encoded(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")
