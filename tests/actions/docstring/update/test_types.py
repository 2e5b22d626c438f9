from __future__ import annotations

import pytest

from glossator.actions.docstring.update.types import contradict


@pytest.mark.parametrize(
    ("documented", "written", "both_false"),
    [
        ("int", "str", True),
        ("int", "int", False),
        ("string", "str", False),
        ("list[int]", "dict[str, int]", True),
        ("list[int]", "list", False),
        ("int[]", "array", False),
        ("array<string, int>", "array", False),
        ("?list<int>", "?array", False),
        ("int", "int | None", False),
        ("str", "Optional[int]", True),
        ("array_like", "str", False),
        ("str", "Path", False),
        ("int", "", False),
        ("{1, 2}", "int", False),
    ],
)
def test_only_well_known_types_contradict(documented: str, written: str, both_false: bool) -> None:
    assert contradict(documented, written) is both_false
