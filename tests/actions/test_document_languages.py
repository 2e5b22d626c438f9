"""Documentation in every language: the drawn tables, and what must hold for any answer."""

from __future__ import annotations

import pytest

from glossator.actions.docstring_dialect import DIALECTS
from glossator.actions.document import plan
from glossator.syntax.languages import LANGUAGES
from glossator.syntax.same_code import same_code
from tests.actions.canned import CannedModel
from tests.actions.documenting import buffer_of, states
from tests.actions.drawn_cases import Case, cases
from tests.syntax.drawn import cursor


@pytest.mark.parametrize("case", list(cases()), ids=str)
async def test_a_drawn_case_becomes_what_is_drawn_below_it(case: Case) -> None:
    text, offset = cursor(case.before)
    buffer = buffer_of(text, case.language)
    made = plan(buffer, offset, "auto")
    if not case.after:
        assert made is None
        return
    assert made is not None
    seen = await states(buffer, made, CannedModel(case.answer))
    assert seen[-1] == case.after
    for state in seen:
        assert same_code(text, state, case.language)
    assert (await states(buffer, made, CannedModel(case.answer, piece=1)))[-1] == case.after


def test_every_language_with_a_grammar_has_a_dialect() -> None:
    assert set(LANGUAGES) == set(DIALECTS)
