"""What `unify_newlines` changes, and the right replies that it leaves alone."""

from __future__ import annotations

from glossator.completion.clean.answer import Draft
from glossator.completion.clean.unify_newlines import unify_newlines
from tests.completion.clean.checks import check_head
from tests.completion.drawn import at


def test_line_ends_become_lf() -> None:
    check_head(unify_newlines, "│", "a\r\nb\rc\n", "a\nb\nc\n")


def test_a_cr_waits_for_what_follows() -> None:
    assert unify_newlines(Draft("a\r", whole=False, chat=True), at("│")).text == "a"


def test_a_line_end_that_is_told_by_its_number_is_one() -> None:
    check_head(unify_newlines, "│", "a<0x0A>b", "a\nb")
    check_head(unify_newlines, "x = '<0x0A>'\n│", "a<0x0A>b", "a<0x0A>b")
    assert unify_newlines(Draft("a<0x", whole=False, chat=True), at("│")).text == "a"
