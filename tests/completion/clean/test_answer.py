"""The questions that several filters ask about a line, and what a draft becomes."""

from __future__ import annotations

import pytest

from glossator.completion.clean.answer import (
    Draft,
    is_omission,
    is_solid,
    takes_prose,
)
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# ... existing code ...", True),
        ("    // … rest of the function", True),
        ("/* (... the remaining cases) */", True),
        ("-- ... other columns", True),
        ("# the rest of the function", False),
        ("print('... rest')", False),
        ("# ... and so on", False),
    ],
)
def test_an_omission_is_a_comment_in_the_place_of_code(line: str, expected: bool) -> None:
    assert is_omission(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("end", False), ("  });", False), ("x = 1", False), ("return;", False), ("c(bd)", True)],
)
def test_a_bracket_or_a_bare_word_is_not_solid(line: str, expected: bool) -> None:
    assert is_solid(line) is expected


@pytest.mark.parametrize(
    ("drawn", "language", "expected"),
    [
        ("x = │", "python", False),
        ("# the │", "python", True),
        ('"""The │', "python", True),
        ('x = "a │', "python", False),
        ('x = "a │"', "python", True),
        ("x = `a │", "javascript", True),
        ("/* a\n│", "c", True),
        ("│", "markdown", True),
        ("│", "c", False),
    ],
)
def test_prose_belongs_into_comments_and_texts(drawn: str, language: str, expected: bool) -> None:
    assert takes_prose(at(drawn, language)) is expected


def test_a_cut_draft_is_whole_and_a_held_one_waits() -> None:
    draft = Draft("abc", whole=False, chat=True)
    assert draft.cut(2) == Draft("ab", whole=True, chat=True)
    assert draft.without_head(1) == Draft("bc", whole=False, chat=True)
    assert draft.nothing_yet() == Draft("", whole=False, chat=True)
