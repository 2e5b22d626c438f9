"""The likelihood that an edit is taken follows what became of others like it."""

from __future__ import annotations

from glossator.completion.next_edit.usefulness import SHOWN_FROM, Usefulness


def test_what_is_rejected_again_and_again_is_not_shown() -> None:
    useful = Usefulness()
    seen = 0
    while useful.likelihood("go", "rename") >= SHOWN_FROM:
        useful.note("go", "rename", "rejected")
        seen += 1
    assert 3 < seen < 30
    assert useful.likelihood("rust", "rename") >= SHOWN_FROM


def test_taking_makes_up_for_it() -> None:
    useful = Usefulness()
    for _ in range(30):
        useful.note("go", "model", "rejected")
    before = useful.likelihood("go", "model")
    assert before < SHOWN_FROM
    for _ in range(10):
        useful.note("go", "model", "taken")
    assert useful.likelihood("go", "model") >= SHOWN_FROM


def test_an_ignored_edit_counts_less_than_a_rejected_one() -> None:
    ignored, rejected = Usefulness(), Usefulness()
    ignored.note("go", "model", "ignored")
    rejected.note("go", "model", "rejected")
    assert ignored.likelihood("go", "model") > rejected.likelihood("go", "model")
