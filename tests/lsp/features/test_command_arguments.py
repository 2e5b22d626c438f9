"""What of a diagnostic comes back with a command."""

from __future__ import annotations

from typing import Any, cast

import pytest
from lsprotocol import types

from glossator.lsp.documents.snapshot import Snapshot
from glossator.lsp.features.command_arguments import argument_for, problem_of

PLACE = types.Range(types.Position(0, 0), types.Position(0, 1))
NOWHERE = cast("Snapshot", None)
"""A diagnostic without a range of its own asks nothing of the document."""


@pytest.mark.parametrize(
    ("href", "page"),
    [
        ("https://docs.astral.sh/ruff/rules/F401", "https://docs.astral.sh/ruff/rules/F401"),
        ("http://a.b/c#d", "http://a.b/c#d"),
        ("javascript:alert(1)", ""),
        ("https://a.b/`) [x](https://c.d", ""),
        ("https://a.b/\u202e", ""),
        (f"https://a.b/{'c' * 300}", ""),
        (5, ""),
    ],
)
def test_the_page_of_a_code_is_kept_where_it_is_an_address(href: Any, page: str) -> None:
    result = {"message": "unused", "codeDescription": {"href": href}}
    found = problem_of(result, NOWHERE, (0, 1))
    assert found is not None
    assert found.page == page


def test_a_command_brings_the_page_of_a_code_along() -> None:
    description = types.CodeDescription("https://a.b/c")
    problem = types.Diagnostic(PLACE, "unused", code="F401", code_description=description)
    result = argument_for("file:///a.py", PLACE, problem)["diagnostic"]
    del result["range"]
    found = problem_of(result, NOWHERE, (0, 1))
    assert found is not None
    assert (found.page, found.code) == ("https://a.b/c", "F401")
