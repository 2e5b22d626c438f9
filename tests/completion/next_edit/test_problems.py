"""Which problems have come with a burst."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.problems import Problem, Problems

URI = "file:///a.py"
TEXT = "one\ntwo\nthree\n"
OLD, NEW = Problem(0, "one", "bad"), Problem(2, "three", "bad")


@pytest.mark.parametrize(
    ("before", "now", "lines"),
    [
        pytest.param([], [NEW], [2], id="it came"),
        pytest.param([OLD], [OLD, NEW], [2], id="another was there"),
        pytest.param([NEW], [NEW], [], id="it was there"),
        pytest.param([OLD], [], [], id="one has gone"),
        pytest.param([Problem(1, "three", "bad")], [NEW], [], id="its line has moved"),
        pytest.param([OLD], [NEW], [], id="reported of a line that has moved since"),
        pytest.param([], [Problem(2, "four", "bad")], [], id="its line is another by now"),
        pytest.param([], [Problem(9, "nine", "bad")], [], id="its line has gone"),
        pytest.param([OLD], [OLD, Problem(0, "one", "worse")], [0], id="a line gets another"),
    ],
)
def test_what_came_with_the_burst(
    before: list[Problem], now: list[Problem], lines: list[int]
) -> None:
    problems = Problems()
    problems.note(URI, before)
    problems.note_burst(URI)
    for _ in range(2):
        problems.note(URI, now)
        assert [*problems.arisen(URI, TEXT)] == lines
    problems.note_burst(URI)
    assert [*problems.arisen(URI, TEXT)] == []


def test_what_is_known_of_one_place_says_nothing_of_others() -> None:
    problems = Problems()
    for each in (NEW, OLD):
        place = each.line, 0
        problems.note_part(URI, [each], place, place, TEXT)
    assert [*problems.arisen(URI, TEXT)] == [0, 2]
    problems.note(URI, [])
    assert [*problems.arisen(URI, TEXT)] == []


LONG = Problem(0, "one", "long", 2, (2, 1))


@pytest.mark.parametrize(
    ("known", "asked", "text", "lines"),
    [
        pytest.param(NEW, ((2, 0), (2, 0)), TEXT, [], id="it has vanished"),
        pytest.param(NEW, ((0, 0), (2, 9)), TEXT, [], id="with all in a selection"),
        pytest.param(NEW, ((2, 1), (2, 1)), TEXT, [2], id="beside it in its line"),
        pytest.param(NEW, ((1, 0), (1, 3)), TEXT, [2], id="in another line"),
        pytest.param(LONG, ((1, 1), (1, 1)), TEXT, [], id="over several lines"),
        pytest.param(LONG, ((0, 1), (0, 1)), TEXT, [0], id="before its begin"),
        pytest.param(LONG, ((2, 2), (2, 2)), TEXT, [0], id="after its end"),
        pytest.param(NEW, ((0, 0), (0, 0)), "one\ntwo\nthre\n", [], id="its line is another"),
    ],
)
def test_what_is_not_reported_again_is_dropped(
    known: Problem, asked: tuple[tuple[int, int], tuple[int, int]], text: str, lines: list[int]
) -> None:
    problems = Problems()
    problems.note(URI, [known])
    problems.note_part(URI, [], *asked, text)
    assert [*problems.arisen(URI, TEXT)] == lines


def test_of_two_in_a_line_the_first_is_told() -> None:
    problems = Problems()
    problems.note(URI, [Problem(0, "one", "b", 2), Problem(0, "one", "a", 1), NEW])
    assert problems.arisen(URI, TEXT) == {0: "a", 2: "bad"}


def test_what_was_closed_is_forgotten() -> None:
    problems = Problems()
    problems.note(URI, [NEW])
    problems.forget(URI)
    assert [*problems.arisen(URI, TEXT)] == []


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("one\ntwo\nthree│\n", ("bad",)),
        ("one\ntwo\nth│\n", ("bad",)),
        ("one│\ntwo\nthree\n", ("bad",)),
        ("three│\n" + "x\n" * 9, ("bad",)),
        ("three\n" + "x\n" * 9 + "│", ()),
        ("one\n│\n" + "x\n" * 9 + "three\n", ()),
        ("one\ntwo\nthree_more│\n", ()),
        ("│", ()),
    ],
)
def test_what_is_reported_near_a_cursor(drawn: str, expected: tuple[str, ...]) -> None:
    problems = Problems()
    problems.note(URI, [NEW])
    prefix, _, suffix = drawn.partition("│")
    assert problems.near(URI, prefix, suffix) == expected
    assert problems.near("file:///other", prefix, suffix) == ()
