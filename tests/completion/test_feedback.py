"""Feedback on a suggestion: accepted, followed, rejected, or corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.completion.cursor import Cursor
from glossator.completion.debounce import Debounce
from glossator.completion.feedback import REJECTIONS, Feedback

URI = "file:///a.py"


class Watched:
    """The feedback on suggestions, and the debounce delay that learns from it."""

    def __init__(self) -> None:
        self.debounce = Debounce()
        self.feedback = Feedback(self.debounce)

    def show(self, drawn: str, *texts: str) -> int:
        """Show the first of these; returns the identity of the last."""
        return self.feedback.note_shown(cursor(drawn), texts, texts[0])[-1]

    def judge(self, drawn: str) -> None:
        self.feedback.judge(cursor(drawn))


@pytest.fixture
def watched() -> Watched:
    return Watched()


def cursor(drawn: str) -> Cursor:
    before, _, after = drawn.partition("│")
    return Cursor(before, after, "python", uri=URI)


def test_an_accept_is_counted_once_whether_told_before_or_after_the_text(watched: Watched) -> None:
    identity = watched.show("x = │", "total(1)")
    watched.feedback.note_accepted(identity)
    first = watched.debounce.accept_rate
    assert first > 0
    watched.feedback.note_accepted(identity)
    assert watched.debounce.accept_rate == first
    identity = watched.show("y = │", "total(1)")
    watched.judge("y = total(1)│")
    before = watched.debounce.accept_rate
    watched.feedback.note_accepted(identity)
    assert watched.debounce.accept_rate > before


def test_a_variant_is_accepted_like_the_first(watched: Watched) -> None:
    watched.feedback.note_accepted(watched.show("x = │", "total(1)", "total(2)"))
    assert watched.debounce.accept_rate > 0
    watched.judge("x = total(2)│")
    assert watched.debounce.rejected_in_a_row == 0


LONG = "total(a, b) + total(c, d) + total(e, f)"


def rejecting(watched: Watched) -> None:
    """Reject so often that long lines are cut."""
    for number in range(9):
        watched.show(f"x{number} = │", "total(1)")
        watched.judge(f"x{number} = z│")


def test_a_cut_suggestion_stays_as_it_is_and_goes_on_when_it_is_typed(watched: Watched) -> None:
    assert watched.feedback.shortened(cursor("x = │"), LONG[:25]) == LONG[:25]
    rejecting(watched)
    cut = watched.feedback.shortened(cursor("x = │"), LONG)
    assert LONG.startswith(cut) and len(cut) < len(LONG)
    for typed in range(len(cut) + 1):
        here = f"x = {LONG[:typed]}│"
        watched.judge(here)
        text = watched.feedback.shortened(cursor(here), LONG[typed:])
        assert text == cut[typed:] or typed == len(cut)
        watched.feedback.note_shown(cursor(here), [text], LONG[typed:])
    assert text and LONG.startswith(cut + text)


def test_a_suggestion_before_other_words_is_not_cut_for_its_end_may_replace_them(
    watched: Watched,
) -> None:
    rejecting(watched)
    assert watched.feedback.shortened(cursor("x = │ + y"), LONG) == LONG
    assert watched.feedback.shortened(cursor("f(x = │)"), LONG) != LONG


def test_a_suggestion_that_has_grown_by_lines_is_shown_grown(watched: Watched) -> None:
    rejecting(watched)
    watched.show("x = │", "a")
    assert watched.feedback.shortened(cursor("x = │"), "a\nb = 1") == "a\nb = 1"


def test_a_line_is_known_as_rejected_however_much_of_it_was_shown(watched: Watched) -> None:
    for _ in range(REJECTIONS):
        watched.feedback.note_shown(cursor("x = │"), ["total(1)"], "total(1) + total(2)")
        watched.judge("x = z│")
    assert watched.feedback.is_unwanted(cursor("x = │"), "total(1) + total(2)")


def test_a_closed_documents_rejections_are_forgotten(watched: Watched) -> None:
    for _ in range(REJECTIONS):
        watched.show("x = │", "total(1)")
        watched.judge("x = z│")
    assert watched.feedback.is_unwanted(cursor("x = │"), "total(1)")
    watched.show("x = │", "total(1)")
    watched.feedback.forget(URI)
    assert not watched.feedback.is_unwanted(cursor("x = │"), "total(1)")
    rejected = watched.debounce.rejected_in_a_row
    watched.judge("x = z│")
    assert watched.debounce.rejected_in_a_row == rejected


def test_an_unknown_identity_is_no_accept(watched: Watched) -> None:
    watched.show("x = │", "total(1)")
    for name in (99, None, "1"):
        watched.feedback.note_accepted(name)
    assert watched.debounce.accept_rate == 0


@pytest.mark.parametrize(
    ("then", "rejected_in_a_row"),
    [
        pytest.param("x = z│", 3, id="at once"),
        pytest.param("x = tz│", 3, id="after one character"),
        pytest.param("x = total(1), tz│", 1, id="after most of it"),
    ],
)
def test_a_rejection_counts_less_after_following(
    watched: Watched, then: str, rejected_in_a_row: int
) -> None:
    for _ in range(2):
        watched.debounce.note_rejected()
    watched.show("x = │", "total(1), total(2), total(3), total(4)")
    line = then.removesuffix("│")
    for end in range(len("x = "), len(line)):
        watched.judge(line[:end] + "│")
    watched.judge(then)
    assert watched.debounce.rejected_in_a_row == rejected_in_a_row


def test_half_of_it_typed_along_is_a_success(watched: Watched) -> None:
    watched.debounce.note_rejected()
    watched.show("x = │", "total(1)")
    watched.judge("x = tota│")
    assert watched.debounce.rejected_in_a_row == 0


def test_what_was_rejected_often_enough_is_unwanted(watched: Watched) -> None:
    place = cursor("x = │")
    for _ in range(REJECTIONS):
        assert not watched.feedback.is_unwanted(place, "total(1)")
        watched.show("x = │", "total(1)")
        watched.judge("x = z│")
    assert watched.feedback.is_unwanted(place, "total(1)")
    assert watched.feedback.is_unwanted(cursor("x = to│"), "tal(1)\nmore")
    assert not watched.feedback.is_unwanted(replace(place, uri="file:///b.py"), "total(1)")


@pytest.mark.parametrize("dress", ["total( 'a' )", 'total("a");', "total(`a`", "total('a'):"])
def test_a_rejected_line_is_known_in_another_dress(watched: Watched, dress: str) -> None:
    for _ in range(REJECTIONS):
        watched.show("x = │", "total('a')")
        watched.judge("x = z│")
    assert watched.feedback.is_unwanted(cursor("x = │"), dress)
    assert watched.feedback.is_unwanted(cursor("x =│"), f" {dress}")
    assert not watched.feedback.is_unwanted(cursor("x = │"), "total('b')")


def test_answers_that_repeat_a_suggestion_are_one(watched: Watched) -> None:
    first = watched.show("x = │", "total(1), total(2)")
    for typed in ("t", "to", "tot", "tota", "total(1), t"):
        watched.judge(f"x = {typed}│")
        watched.show(f"x = {typed}│", "total(1), total(2)".removeprefix(typed))
    assert watched.debounce.rejected_in_a_row == 0
    watched.judge("x = total(1), z│")
    assert watched.debounce.rejected_in_a_row == 1
    watched.feedback.note_accepted(first)
    assert watched.debounce.accept_rate == 0


def test_an_accept_may_name_any_of_the_answers_that_repeated_it(watched: Watched) -> None:
    first = watched.show("x = │", "total(1)")
    watched.judge("x = t│")
    watched.show("x = t│", "otal(1)")
    watched.feedback.note_accepted(first)
    assert watched.debounce.accept_rate > 0


def test_a_rejection_is_taken_back_where_the_user_types_on_as_suggested(watched: Watched) -> None:
    for error in range(REJECTIONS + 1):
        typed = "total(1)"[: error + 1]
        watched.show(f"x = {typed}│", "total(1)".removeprefix(typed))
        watched.judge(f"x = {typed}z│")
        watched.judge(f"x = {typed}│")
        watched.judge(f"x = {'total(1)'[: error + 2]}│")
    assert not watched.feedback.is_unwanted(cursor("x = tota│"), "l(1)")
    assert watched.debounce.rejected_in_a_row == 0


def test_a_rejection_stays_where_the_user_types_something_else_again(watched: Watched) -> None:
    for _ in range(REJECTIONS):
        watched.show("x = t│", "otal(1)")
        watched.judge("x = tz│")
        watched.judge("x = t│")
    assert watched.feedback.is_unwanted(cursor("x = t│"), "otal(1)")
