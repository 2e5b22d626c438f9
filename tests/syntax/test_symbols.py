"""What stands under a cursor: a name, a string; and how much of a text is not its language."""

from __future__ import annotations

import pytest

from glossator.syntax.errors import error_count
from glossator.syntax.strings import string_around
from glossator.syntax.symbols import symbol_at
from tests.syntax.drawn import cursor


@pytest.mark.parametrize(
    ("drawn", "language", "name"),
    [
        ("x = hel│per(1)", "python", "helper"),
        ("x = helper│(1)", "python", "helper"),
        ("def hel│per(): pass", "python", ""),
        ("ret│urn", "python", ""),
        ("x = 'hel│per'", "python", ""),
        ("const x = hel│per(1);", "javascript", "helper"),
        ("function hel│per() {}", "javascript", ""),
        ("let x: Sha│pe = 1;", "typescript", "Shape"),
        ("class A { int x = hel│per(1); }", "java", "helper"),
        ("int x = hel│per(1);", "c", "helper"),
        ("package a\nvar x = hel│per(1)", "go", "helper"),
        ("fn f() { hel│per(1); }", "rust", "helper"),
        ("x = hel│per(1)", "ruby", "helper"),
        ("│", "python", ""),
    ],
)
def test_the_name_that_is_used_under_the_cursor(drawn: str, language: str, name: str) -> None:
    text, offset = cursor(drawn)
    assert symbol_at(text, offset, language) == name


@pytest.mark.parametrize(
    ("drawn", "language", "whole"),
    [
        ("x = 'one t│wo'", "python", "'one two'"),
        ("x = f'one {t│wo}'", "python", "f'one {two}'"),
        ("x = '''one\nt│wo'''", "python", "'''one\ntwo'''"),
        ("x = │'one'", "python", ""),
        ("x = 'one'│", "python", ""),
        ("let x = `one ${t│wo}`;", "javascript", "`one ${two}`"),
        ('x := "one t│wo"', "go", '"one two"'),
        ('let x = "one t│wo";', "rust", '"one two"'),
        ("one t│wo", "python", ""),
    ],
)
def test_the_string_around_the_cursor(drawn: str, language: str, whole: str) -> None:
    text, offset = cursor(drawn)
    start, end = string_around(text, offset, language)
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("text", "language", "errors"),
    [
        ("x = 1\n", "python", 0),
        ("x = (1\n", "python", 1),
        ("def f(:\n    pass\n\ny = ]\n", "python", 2),
        ("let x = ;", "javascript", 1),
        ("", "python", 0),
    ],
)
def test_errors_are_counted(text: str, language: str, errors: int) -> None:
    assert error_count(text, language) == errors
