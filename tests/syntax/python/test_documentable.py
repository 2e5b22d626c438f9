from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentable_at, documentables
from glossator.syntax.signature import Documentable
from tests.syntax.drawn import cursor


def found_at(drawn: str) -> Documentable | None:
    return documentable_at(*cursor(drawn), "python")


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("def │f(): pass\n", ("function", "f")),
        ("def f(): pass│\n", ("function", "f")),
        ("async def f():\n    │return 1\n", ("function", "f")),
        ("@wraps(│g)\ndef f():\n    pass\n", ("function", "f")),
        ("@a\n@b\ndef f(\n    x,│\n):\n    pass\n", ("function", "f")),
        ("class A:\n    │x = 1\n", ("class", "A")),
        ("class A:\n    x = 1\n│    def f(self): pass\n", ("method", "f")),
        ("class A:\n    def f(self):\n        def g():\n            │pass\n", ("function", "g")),
        ("class A:\n    class B:\n        │pass\n", ("class", "B")),
        ("def f():\n    class A:\n        def m(self): │pass\n", ("method", "m")),
        ("if x:\n    def f():\n        pas│s\n", ("function", "f")),
        ("def größe(länge): re│turn länge\n", ("function", "größe")),
        ("s = '😀'\ndef f(): pass│\n", ("function", "f")),
        ("def f(x):\n    │\n", ("function", "f")),
        ("class A:\n    def f(self):\n        │\n\n    def g(self): pass\n", ("method", "f")),
        ("x = = 1\ndef g():\n    │return 1\n", ("function", "g")),
        ("def g(x):\n    y = x.\n    │return y\n", ("function", "g")),
        ("def g(x):\n    if x\n        │return y\n", ("function", "g")),
        ("def g(│x\n", None),
        ("│import x\n", ("module", "")),
        ("# licence│\n\nimport x\n", ("module", "")),
        ('"""Mod│ule."""\nimport x\n', ("module", "")),
        ('"""Mod│ule."""\n', ("module", "")),
        ("│", None),
        ("#!/bin/sh\n# TODO│\n", None),
        ("import x\n│y = 1\n", None),
        ("def f(): pass\n\n│\nx = 1\n", None),
    ],
)
def test_the_cursor_means_the_innermost_definition(
    drawn: str, expected: tuple[str, str] | None
) -> None:
    found = found_at(drawn)
    assert (found and (found.kind, found.name)) == expected


def test_a_definition_knows_its_class_and_its_docstring() -> None:
    found = found_at('class A(B):\n    def f(self):│\n        """Old."""\n        return 1\n')
    assert found is not None
    assert found.owner == "class A(B):"
    assert found.docstring == (37, 47)
    assert found.indent == " " * 8


@pytest.mark.parametrize(
    "statement", ['f"doc {x}"', 'b"doc"', '"doc" % 3', "'doc',", "x = 'doc'", "1", '"a" f"b"']
)
def test_only_a_plain_string_is_a_docstring(statement: str) -> None:
    assert next(documentables(f"def f(x):\n    {statement}\n", "python")).docstring is None


@pytest.mark.parametrize(
    "literal", ['"d"', "'d'", '"""d"""', "'''d'''", 'r"""d"""', 'U"d"', '"d" "e"', '("d")']
)
def test_every_kind_of_string_literal_is_a_docstring(literal: str) -> None:
    source = f"def f(x):\n    # note\n    {literal}\n    return 1\n"
    span = next(documentables(source, "python")).docstring
    assert span is not None
    assert source[slice(*span)] == literal
