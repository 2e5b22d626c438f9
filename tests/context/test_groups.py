"""What counts for all members of a type, or for all that a file declares."""

from __future__ import annotations

from collections import Counter

import pytest

from glossator.context.groups import MEMBER, Groups
from glossator.context.index.candidates import MODULE, Candidate
from glossator.context.ranking import Ranking, nearness
from glossator.syntax.outline import outline
from glossator.text.names import WORD

SHOP = """
class Cart:
    def fill(self, x): ...
    def empty(self): ...
class Till:
    def open(self): ...
    def close(self): ...
def buy() -> Till: ...
"""
BANK = "def lend(): ...\ndef owe(): ...\n"


def candidates() -> list[Candidate]:
    files = {"a/shop.py": SHOP, "a/bank.py": BANK}
    return [
        Candidate(file, each, MODULE)
        for file, text in files.items()
        for each in outline(text, "python")
    ]


def counted(prefix: str, own: str = "") -> dict[str, float]:
    """What the group of each candidate counts, by the candidate's name."""
    every = candidates()
    text = own + prefix
    words, members = Counter(WORD.findall(text)), Counter(MEMBER.findall(text))
    groups = Groups(every, words, members)
    scores = groups.scores(nearness(prefix, ""), prefix)
    names = [each.declaration.name for each in every]
    return dict(zip(names, (scores[group] for group in groups.of), strict=True))


@pytest.mark.parametrize(
    ("prefix", "more", "less"),
    [
        ("x.fill(1)\n", "empty", "close"),
        ("x = buy()\nx\n", "close", "empty"),
        ("lend()\n", "owe", "Cart"),
        ("bank.\n", "owe", "Cart"),
        ("y: Cart\n", "fill", "open"),
    ],
)
def test_what_is_near_counts_for_its_group(prefix: str, more: str, less: str) -> None:
    found = counted(prefix)
    assert found[more] > found[less]


def test_a_variable_has_the_type_of_what_was_called_for_it_far_above() -> None:
    space = "pass\n" * 60
    assert counted(f"till = make(buy())\n{space}till\n")["open"] > counted(f"{space}till\n")["open"]


def test_a_type_of_which_much_is_used_counts_more_everywhere() -> None:
    assert counted("\n", "a.open\nb.close\n")["open"] > counted("\n", "a.open\n")["open"]
    assert counted("\n", "Till\n")["open"] > counted("\n")["open"]


@pytest.mark.parametrize(
    ("file", "module", "counts"),
    [
        ("a/bank.py", "bank", True),
        ("a/bank.py", "a", False),
        ("bank/mod.rs", "bank", True),
        ("bank/index.ts", "bank", True),
        ("bank/loan.go", "bank", True),
        ("bank/loan.rs", "bank", False),
    ],
)
def test_a_module_is_named_by_its_file_or_folder(file: str, module: str, counts: bool) -> None:
    groups = Groups([Candidate(file, candidates()[-1].declaration, MODULE)], {}, {})
    (score,) = groups.scores({module: 1.0}, "")
    assert (score > 0) == counts


def test_an_accessor_of_a_word_of_the_file_comes_sooner() -> None:
    every = [
        Candidate("a.java", each, MODULE)
        for each in outline("interface A { int getSize(); int getLoad(); }", "java")
    ]
    order = Ranking(every, "int load;\n").order("\n", "")
    assert next(each.declaration.name for each in order if each.declaration.owner) == "getLoad"
