"""Which bursts swap one name for another."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.swap import swap_in, word_changes


def burst(old: str, new: str) -> Burst:
    head, tail = "first\n", "\nlast\n"
    return Burst.between("file:///a", head + old + tail, head + new + tail)


@pytest.mark.parametrize(
    ("old", "new", "swap"),
    [
        ("net = 1", "amount = 1", ("net", "amount", (6,))),
        ("f(net, net)", "f(amount, amount)", ("net", "amount", (8, 13))),
        ("network = 1", "net = 1", ("network", "net", (6,))),
        ("net = 1", "net = 2", None),
        ("net = 1", "amount = 2", None),
        ("net = a", "amount = b", None),
        ("net = 1", "net = 1 + 1", None),
        ("net = 1", "1net = 1", None),
    ],
)
def test_a_swap(old: str, new: str, swap: tuple[str, str, tuple[int, ...]] | None) -> None:
    found = swap_in(burst(old, new))
    assert (found and (found.old, found.new, found.offsets)) == swap


def test_the_words_of_a_burst() -> None:
    assert word_changes(burst("f(a, b)", "g(a, c, d)")) == (["f", "b"], ["g", "c", "d"])
