"""Is this literal a secret, or a word? Judged by its characters alone.

Words change between upper case, lower case and digits rarely, and where they do they mean it
(`Utf8Decoder`); random text does so at almost every second character. Counting the changes needs
no tables and, for the short texts that secrets are, tells more than Shannon's entropy.
"""

from __future__ import annotations

import re
from itertools import pairwise

from glossator.context.redaction.placeholders import is_placeholder

SHORTEST_KEY = 12
SHORTEST_PASSWORD = 6

# What stands where a secret will be filled in, by people and by templates.
_TO_BE_FILLED_IN = re.compile(
    r"\$\{|\{\{|^\$|^\{.*\}$|^<.*>?$|^%|%\(|#\{|\.\.\.|…|example|change[-_]?me|change[-_]?this|"
    r"placeholder|redacted|your[-_]|my[-_]|insert[-_]|replace|x{5}|\*{3}|^0?123456|^abc123",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:the|my|some|a|db|user|admin|root|test|postgres|mysql|proxy|guest|foo|bar|baz|spam)*"
    r"(?:pass|passwd|password|passphrase|pwd|pw|secret|token|key|user|username|guest|bar|spam)?"
    r"[0-9]?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z_$@.:/~\\()\[\]-]+|[A-Za-z]+\d{0,4}(?:[-_.:/]+[A-Za-z]*\d{0,4})+")


def is_dummy(text: str) -> bool:
    """Whether `text` only holds the place of a secret: `changeme`, `<token>`, `${VAR}`, `xxx`."""
    return (
        is_placeholder(text)
        or _TO_BE_FILLED_IN.search(text) is not None
        or _WORDS.fullmatch(text) is not None
    )


def is_random(text: str) -> bool:
    """Whether `text` was drawn by a machine: an opaque key, not an identifier, path or word."""
    if len(text) < SHORTEST_KEY or is_dummy(text) or _NAME.fullmatch(text):
        return False
    kinds = [_kind(character) for character in text if character.isalnum()]
    changes = sum(a != b and (a, b) != ("upper", "lower") for a, b in pairwise(kinds))
    needed = 0.15 if "digit" in kinds else 0.3
    return changes >= max(3, needed * len(text))


def is_password(text: str) -> bool:
    """Whether `text`, a literal given to a name like `password`, was chosen to be hard to guess.

    A single word is not taken for one: `"password": "required"` is far more common than a password
    without a digit or a sign.
    """
    if len(text) < SHORTEST_PASSWORD or is_dummy(text) or _NAME.fullmatch(text):
        return False
    return not {_kind(character) for character in text} <= {"upper", "lower"}


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    return "sign"
