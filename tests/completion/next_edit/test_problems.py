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
    problems.note(URI, before, are_all=True)
    problems.note_burst(URI)
    for _ in range(2):
        problems.note(URI, now, are_all=True)
        assert problems.arisen(URI, TEXT) == lines
    problems.note_burst(URI)
    assert problems.arisen(URI, TEXT) == []


def test_what_is_known_of_one_place_says_nothing_of_others() -> None:
    problems = Problems()
    for each in (NEW, OLD):
        problems.note(URI, [each], are_all=False)
    assert problems.arisen(URI, TEXT) == [0, 2]
    problems.note(URI, [], are_all=True)
    assert problems.arisen(URI, TEXT) == []


def test_what_was_closed_is_forgotten() -> None:
    problems = Problems()
    problems.note(URI, [NEW], are_all=True)
    problems.forget(URI)
    assert problems.arisen(URI, TEXT) == []
