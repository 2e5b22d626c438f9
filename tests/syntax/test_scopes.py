from __future__ import annotations

import pytest

from glossator.syntax.scopes import definitions_used, enclosing_scope
from tests.syntax.drawn import selection

FILE = """\
import os, sys
from a.b import c as d, e
LIMIT = 3
small, big = 1, 9


@decorated
def helper(x):
    return x


class Base:
    size = 4

    def grow(self):
        return self.size + LIMIT

    def twice(self):
        return self.grow() * 2
"""


@pytest.mark.parametrize(
    ("drawn", "begins"),
    [
        ("x = │1│\n", None),
        ("def f():\n    │return 1│\n", "def f"),
        ("│def f():\n    return 1\n│", None),
        ("class A:\n│    def f(self):\n        return 1\n│", "class A"),
        ("class A:\n    def f(self):\n        ││return 1\n", "def f"),
        ("@d\ndef f():\n    │return 1│\n", "@d\ndef f"),
        ("│@d│\ndef f():\n    return 1\n", "@d\ndef f"),
        ("class A:\n    │@d\n    def f(self): pass│\n", "class A"),
        ("class A:\n    │x = 1\n    def f(self): pass│\n", "class A"),
        ("é = 'ü'\ndef f():\n    │return 1│\n", "def f"),
    ],
)
def test_the_scope_is_the_smallest_definition_around(drawn: str, begins: str | None) -> None:
    text, start, end = selection(drawn)
    scope = enclosing_scope(text, start, end, "python")
    if begins is None:
        assert scope is None
    else:
        assert scope is not None
        assert text[slice(*scope)].startswith(begins)


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("return self.size + LIMIT", ["LIMIT = 3", "size = 4"]),
        ("return self.grow() * 2", ["def grow(self):"]),
        ("return x", []),
    ],
)
def test_definitions_are_found_in_the_file_and_the_class(
    selected: str, expected: list[str]
) -> None:
    assert used_by(FILE, selected) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("helper(1)", ["@decorated"]),
        ("Base().size", ["class Base:"]),
        ("sys.exit()", ["import os, sys"]),
        ("os.path.join(d, 1)", ["import os, sys", "from a.b import c as d, e"]),
        ("c", []),
        ("big", ["small, big = 1, 9"]),
        ("'helper'", []),
    ],
)
def test_names_are_followed_to_imports_functions_and_variables(
    code: str, expected: list[str]
) -> None:
    assert used_by(f"{FILE}\n\n{code}\n", code) == expected


def used_by(text: str, selected: str) -> list[str]:
    """The first lines of the definitions that `selected`, the last of its kind in `text`, uses."""
    start = text.rindex(selected)
    spans = definitions_used(text, start, start + len(selected), "python")
    return [text[slice(*span)].split("\n", maxsplit=1)[0] for span in spans]
