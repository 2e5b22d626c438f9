"""Right answers are taken, and none that has lost a line is."""

from __future__ import annotations

from bench.right_edits import MOST_REFUSED, answered, edits


def test_right_answers_are_taken() -> None:
    everyday = list(edits())
    refused = [edit.instruction for edit in everyday if answered(edit, edit.new)]
    assert len(everyday) > 100
    assert len({edit.language for edit in everyday}) >= 10
    assert len(refused) <= MOST_REFUSED * len(everyday), refused


def test_no_line_is_lost() -> None:
    lost = [
        (edit.instruction, line)
        for edit in edits()
        for line, lines in edit.spoiled()
        if not answered(edit, lines)
    ]
    assert not lost
