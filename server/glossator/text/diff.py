"""Where two texts differ. Pure."""

from __future__ import annotations


def changed_part(old: str, new: str) -> tuple[int, int, str]:
    """The smallest change that turns `old` into `new`: its offset, what it removes, what it puts.

    The offset and the length are code points of `old`. A line end of two code points is not cut in
    two, because no position of LSP lies between them.
    """
    head = common_prefix(old, new)
    if head and old[head - 1] == "\r" and "\n" in (old[head : head + 1], new[head : head + 1]):
        head -= 1
    tail = common_prefix(old[head:][::-1], new[head:][::-1])
    kept = len(old) - tail, len(new) - tail
    before = {text[at - 1] for text, at in zip((old, new), kept, strict=True) if at > 0}
    if tail and old != new and old[kept[0]] == "\n" and "\r" in before:
        tail -= 1
    return head, len(old) - head - tail, new[head : len(new) - tail]


def common_prefix(left: str, right: str) -> int:
    """The length of what both begin with; comparing halves of it costs no loop over characters."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
