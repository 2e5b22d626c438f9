"""Where two texts differ. Pure."""

from __future__ import annotations


def changed_part(old: str, new: str) -> tuple[int, int, str]:
    """The smallest change that turns `old` into `new`: its offset, what it removes, what it puts.

    The offset and the length are code points of `old`.
    """
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    return head, len(old) - head - tail, new[head : len(new) - tail]


def _common_prefix(left: str, right: str) -> int:
    """The length of what both begin with; comparing halves of it costs no loop over characters."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
