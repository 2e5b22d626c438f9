from __future__ import annotations

import pytest

from glossator.text.spans import trimmed
from tests.syntax.drawn import selection


@pytest.mark.parametrize(
    ("drawn", "expected"), [("│ a b\n│", "a b"), ("x│  │y", ""), ("│ab│", "ab"), ("x││y", "")]
)
def test_blank_space_at_the_ends_is_no_part(drawn: str, expected: str) -> None:
    text, start, end = selection(drawn)
    assert text[slice(*trimmed(text, start, end))] == expected
