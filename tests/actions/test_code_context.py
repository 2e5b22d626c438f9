from __future__ import annotations

import pytest

from glossator.actions.code_context import scope_around, surroundings
from tests.actions.docstring.documenting import buffer_of
from tests.syntax.drawn import selection

FILE = "LIMIT = 3\n\n\ndef f():\n    x = 1\n    {}\n"


@pytest.mark.parametrize(
    ("language", "drawn", "scope", "used"),
    [
        ("python", FILE.format("│return LIMIT│"), "def f", ["LIMIT = 3"]),
        ("python", FILE.format("│return x│"), "def f", []),
        ("python", "LIMIT = 3\n│print(LIMIT)│\n", None, ["LIMIT = 3"]),
        ("go", "package a\n\nconst B = 1\n\nfunc f() {\n\t│g(B)│\n}\n", "func f", ["const B = 1"]),
        ("plaintext", "one\n│two│\n", None, []),
    ],
)
def test_the_scope_around_and_what_it_uses_from_outside(
    language: str, drawn: str, scope: str | None, used: list[str]
) -> None:
    text, start, end = selection(drawn)
    found = surroundings(buffer_of(text, language), start, end)
    assert [text[slice(*each)] for each in found.definitions] == used
    assert (found.scope and text[slice(*found.scope)].startswith(scope or "?")) == (
        True if scope else None
    )
    assert scope_around(buffer_of(text, language), start, end) == found.scope
