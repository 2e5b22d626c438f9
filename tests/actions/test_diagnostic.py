from __future__ import annotations

import pytest

from glossator.actions.diagnostic import Diagnostic


@pytest.mark.parametrize(
    ("source", "code", "expected"),
    [
        ("pyright", "attr", "pyright (attr): No such name."),
        ("pyright", "", "pyright: No such name."),
        ("", "attr", "(attr): No such name."),
        ("", "", "No such name."),
    ],
)
def test_a_problem_is_told_with_the_tool_that_found_it(
    source: str, code: str, expected: str
) -> None:
    assert Diagnostic("No such name.", (0, 1), source, code).description == expected
