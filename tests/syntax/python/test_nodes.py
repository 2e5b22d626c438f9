from __future__ import annotations

import pytest

from glossator.syntax.nodes import source
from glossator.syntax.python.nodes import defined_names, docstring_of, first_statement, members
from glossator.syntax.registry import parse_once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"""A."""\nx = 1\n', '"""A."""'),
        ('# a\n"""A."""\n', '"""A."""'),
        ('x = 1\n"""A."""\n', None),
        ('b"A"\n', None),
        ('f"A"\n', None),
        ('"A" "B"\n', '"A" "B"'),
        ('("A")\n', '("A")'),
        ('"A",\n', None),
        ("", None),
    ],
)
def test_the_docstring_is_the_first_statement_if_it_is_a_plain_string(
    text: str, expected: str | None
) -> None:
    found = docstring_of(parse_once(text, "python").root)
    assert (found and source(found)) == expected


def test_members_are_those_of_a_module_or_a_class() -> None:
    root = parse_once("class A:\n    x = 1\n    def f(self):\n        y = 2\n", "python").root
    (owner,) = members(root)
    attribute, method = members(owner)
    assert source(attribute) == "x = 1"
    assert members(method) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("x = 1", ["x"]),
        ("x, (y, *z) = 1", ["x", "y", "z"]),
        ("x: int = 1", ["x"]),
        ("a.b = 1", []),
        ("def f(): y = 1", ["f"]),
        ("@d\ndef f(): pass", ["f"]),
        ("class A: pass", ["A"]),
        ("import a.b, c as d", ["a", "b", "d"]),
        ("from a import b as c, d", ["c", "d"]),
        ("f(x)", []),
    ],
)
def test_names_that_a_statement_binds(statement: str, expected: list[str]) -> None:
    first = first_statement(parse_once(statement, "python").root)
    assert first is not None
    assert list(defined_names(first)) == expected
