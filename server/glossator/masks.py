"""The keys that this process has seen, so that no sentence, log line or crash shows one.

Whoever reads or makes a key calls `mask`; whatever leaves for eyes passes `masked`.
"""

from __future__ import annotations

import re

SHORTEST = 8
"""A shorter key guards nothing, and may be a word: `none`, `ollama`."""
MASK = "[key]"

_keys: set[str] = set()


def mask(key: str) -> None:
    """Let no `masked` text show this key from now on."""
    if len(key) >= SHORTEST:
        _keys.add(key)


def masked(text: str) -> str:
    """The text with `[key]` in the place of every key that is known."""
    if not any(key in text for key in _keys):
        return text
    longest_first = sorted(_keys, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), MASK, text)
