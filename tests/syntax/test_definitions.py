from __future__ import annotations

import pytest

from glossator.syntax.definitions import definitions_around, definitions_in

TEXT = "import os\n\nclass A:\n    def one(self):\n        return 1\n\ndef two():\n    pass\n"


@pytest.mark.parametrize(
    ("part", "nested", "names"),
    [
        (TEXT, False, ["A", "two"]),
        (TEXT, True, ["A", "one", "two"]),
        ("    def one(self):\n        return 1\n", False, ["one"]),
        ("import os\n", False, []),
    ],
)
def test_the_definitions_of_a_stretch(part: str, nested: bool, names: list[str]) -> None:
    start = TEXT.index(part)
    found = definitions_in(TEXT, (start, start + len(part)), "python", nested=nested)
    assert [each.name for each in found] == names


def test_the_definitions_around_one() -> None:
    at = TEXT.index("return")
    assert [each.name for each in definitions_around(TEXT, (at, at), "python")] == ["A", "one"]
