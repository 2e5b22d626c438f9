from __future__ import annotations

import pytest

from glossator.context.redaction.letters import are_no_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xKqPzRtLmWqBv", True),
        ("yognwvramefktqlcjgdyqfodesariwx", True),
        ("qkzx mwpr vbnt hjdl", True),
        ("registrierungsbestaetigung", False),
        ("getElementsByTagNameNS", False),
        ("correct horse battery staple", False),
        ("strengths", False),
        ("qkzx", False),  # too short
    ],
)
def test_words_are_told_from_rows_of_letters(text: str, expected: bool) -> None:
    assert are_no_words(text, 10) is expected
