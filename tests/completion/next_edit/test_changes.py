"""Changes are applied, undone, and move offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.completion.next_edit.changes import Change


@given(st.text(max_size=20), st.text(max_size=5), st.data())
def test_what_is_undone_is_as_before(text: str, inserted: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    change = Change(start, text[start:end], inserted)
    after = change.applied_to(text)
    assert len(after) == len(text) + change.growth
    assert change.undone_in(after) == text


@pytest.mark.parametrize(("offset", "moved"), [(1, 1), (2, 5), (3, 5), (4, 5), (5, 6)])
def test_offsets_move_with_the_text(offset: int, moved: int) -> None:
    assert Change(2, "ab", "xyz").moved(offset) == moved
