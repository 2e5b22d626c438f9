from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.context.buffer import Buffer
from glossator.measure.holes import Hole, Kind, choose, spread

ALL = 10_000


def buffer(text: str, language: str = "python", name: str = "a.py") -> Buffer:
    return Buffer(f"file:///shop/{name}", text, language, 0)


def drawn(text: str, kind: Kind, language: str = "python") -> list[str]:
    """Every hole of a kind, drawn in its line: what was taken out stands between bars."""
    holes = choose([buffer(text, language)], lambda *_: True, ALL, 1)
    found = []
    for hole in sorted((each for each in holes if each.kind == kind), key=lambda each: each.start):
        begin = text.rfind("\n", 0, hole.start) + 1
        end = (text + "\n").find("\n", hole.end)
        found.append(f"{text[begin : hole.start]}│{hole.truth}│{text[hole.end : end]}")
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "def f(a):\n    b = a\n    return b\n\nx = 1\n", ["    │b = a\n    return b│"]),
        ("python", "if ready:\n    go_there()\n", ["    │go_there()│"]),
        ("python", "if ready:\n\n    go_there()\n", []),
        ("go", "func f() {\n\tgo there()\n}\n", ["\t│go there()│"]),
        ("ruby", "def add(a)\n  a + 1\nend\n", ["  │a + 1│"]),
        ("python", "def long():\n" + "    step()\n" * 12 + "x = 1\n", []),
    ],
)
def test_the_body_of_a_block(language: str, text: str, expected: list[str]) -> None:
    assert drawn(text, "block", language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from shop import price\n\ntotal = price(3) + 1\n", ["total = │price(3) + 1│"]),
        ("from shop import price\n\nprice(3)\n", []),  # a line of its own may be anything
        ("import shop\n\ntotal = shop.price(3)\n", []),
        ("total = price(3) + 1\n", []),
    ],
)
def test_a_name_from_another_file(text: str, expected: list[str]) -> None:
    assert drawn(text, "uses") == expected


def test_the_rest_of_a_line_begins_with_a_token_and_no_comment_is_taken() -> None:
    (hole,) = drawn("# a comment of some length\ntotal = price + tax\n", "line")
    before, taken, after = hole.split("│")
    assert before + taken == "total = price + tax"
    assert after == ""
    assert len(before) <= len("total = pri")


def test_only_lines_that_may_be_taken_are() -> None:
    text = "first_line = one\nsecond_line = two\n"
    holes = choose([buffer(text)], lambda _, line: line == 1, ALL, 1)
    assert {each.line for each in holes} == {2}


def test_prose_has_no_holes() -> None:
    assert choose([buffer("Some words of prose.\n", "markdown")], lambda *_: True, ALL, 1) == []


@given(st.text("abc =():\n    ", max_size=200), st.integers(0, 5))
def test_a_hole_gives_back_the_text_when_it_is_filled(text: str, seed: int) -> None:
    for hole in choose([buffer(text)], lambda *_: True, ALL, seed):
        assert hole.text[: hole.start] + hole.truth + hole.text[hole.start :] == text
        assert hole.truth.strip()


@given(st.lists(st.integers(0, 6), max_size=6), st.integers(0, 12))
def test_files_take_turns(sizes: list[int], count: int) -> None:
    files = [
        [Hole("line", buffer("x", name=f"{n}.py"), 0, 1, line) for line in range(size)]
        for n, size in enumerate(sizes)
    ]
    taken = spread(files, count, random.Random(1))
    assert len(taken) == min(count, sum(sizes))
    assert len(set(map(id, taken))) == len(taken)
    of_file = [sum(each in file for each in taken) for file in files if file]
    full = [len(file) for file in files if file]
    for n, number in enumerate(of_file):
        assert number == full[n] or number >= max(of_file) - 1


def test_the_same_seed_gives_the_same_holes() -> None:
    text = "".join(f"value_{n} = compute({n})\n" for n in range(50))
    once, again = (choose([buffer(text)], lambda *_: True, 9, 4) for _ in range(2))
    assert [each.name for each in once] == [each.name for each in again]
    assert once
