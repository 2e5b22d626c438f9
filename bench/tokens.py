"""What the simulated service counts: tokens, and how many of a prompt stand in its prefix cache."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence

# About 3.5 characters a token on code, as the tokenizers of today's code models have it.
_TOKEN = re.compile(r" ?[A-Za-z_]{1,6}|\d{1,3}|\n[ \t]*|[ \t]+|[^\w\s]{1,2}|\s|\w")
BLOCK = 16
"""Tokens in one block of the prefix cache; only whole blocks are found again (vLLM's size)."""


def tokenize(text: str) -> list[str]:
    """The text cut into tokens; `"".join(tokenize(text)) == text`, the same cut every time."""
    return _TOKEN.findall(text)


class PrefixCache:
    """Which beginnings of prompts the service has computed lately, in blocks of 16 tokens.

    A block is known by its own tokens and all before it, so one token that changed makes every
    later block new. The blocks used longest ago are forgotten first.
    """

    def __init__(self, blocks: int = 4096) -> None:
        self._limit = blocks
        self._blocks: OrderedDict[int, None] = OrderedDict()

    def found(self, tokens: Sequence[str]) -> int:
        """How many tokens at the start of this prompt need no prefill."""
        count = 0
        for key in _chain(tokens):
            if key not in self._blocks:
                break
            count += BLOCK
        return count

    def store(self, tokens: Sequence[str]) -> None:
        """Remember a prompt that has been computed."""
        for key in reversed(list(_chain(tokens))):  # a block never outlives the one before it
            self._blocks[key] = None
            self._blocks.move_to_end(key)
        while len(self._blocks) > self._limit:
            self._blocks.popitem(last=False)


def _chain(tokens: Sequence[str]) -> Sequence[int]:
    keys, before = [], 0
    for start in range(0, len(tokens) - BLOCK + 1, BLOCK):
        before = hash((before, *tokens[start : start + BLOCK]))
        keys.append(before)
    return keys
