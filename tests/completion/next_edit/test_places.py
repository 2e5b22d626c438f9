"""Which places are ranked first, and what for."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.places import LINES, Place, lines_elsewhere, ranked

BLANK = "\n" * 100


def places(before: str, after: str, language: str = "plaintext") -> list[Place]:
    return ranked(Burst.between("file:///a", before, after), language)


def test_the_lines_below_come_first_where_nothing_else_is_known() -> None:
    text = "a\n" * 200
    first = places(text, text.replace("a", "b", 1))[0]
    assert first.kind == "near"
    assert first.first == 0


def test_places_do_not_overlap_and_are_whole() -> None:
    text = "a\n" * 200
    at = text.index("a", 200)
    found = places(text, text[:at] + "b" + text[at + 1 :])
    lines = [line for place in found for line in range(place.first, place.end)]
    assert len(set(lines)) == len(lines) == 3 * LINES


def test_a_short_document_is_one_place() -> None:
    assert [(each.first, each.end) for each in places("a\nb\n", "x\nb\n")] == [(0, 3)]


def test_what_uses_a_removed_word_comes_next() -> None:
    before = f"price = 1\n{BLANK}print(price)\n"
    found = places(before, before.replace("price", "cost", 1))
    (use,) = [each for each in found if each.first <= 101 < each.end]
    assert use.kind == "use"


def test_callers_come_first() -> None:
    before = f"def f(a):\n    pass\n{BLANK}f(1)\n"
    found = places(before, before.replace("(a)", "(a, b)"), "python")
    assert any(each.kind == "caller" and each.first <= 102 < each.end for each in found)


def test_a_problem_that_came_with_the_burst_comes_first() -> None:
    text = "a\n" * 300
    burst = Burst.between("file:///a", text, "b" + text[1:])
    place = ranked(burst, "plaintext", problems=[200])[0]
    assert place.kind == "problem"
    assert place.first <= 200 < place.end


def test_where_the_user_was_counts() -> None:
    text = "a\n" * 300
    at = text.index("a", 400)
    burst = Burst.between("file:///a", text, text[:at] + "b" + text[at + 1 :])
    (recent,) = [each for each in ranked(burst, "plaintext", [(0, 1)], 4) if each.first == 0]
    assert recent.kind == "recent"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (".card-title {}\n", ".card-head {}\n", [2]),
        ("nickname TEXT\n", "handle TEXT\n", [1, 3]),
        ("nickname TEXT\n", "nickname INT\n", []),
        ("a b\n", "c b\n", []),
        ("nickname a\n", "handle b\n", []),
    ],
)
def test_the_lines_of_another_document_that_hold_a_replaced_word(
    old: str, new: str, lines: list[int]
) -> None:
    burst = Burst.between("file:///a", old, new)
    text = "a\nSELECT nickname\n<h1 class='card-title'>\nrow['nickname']\n<a class='title'>\n"
    assert lines_elsewhere(burst, text) == lines
