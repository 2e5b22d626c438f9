from __future__ import annotations

import pytest

from glossator.syntax.errors import error_count


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "x = 1\n", 0),
        ("python", "", 0),
        ("javascript", "f(1);\n", 0),
        ("javascript", "f(1;\n", 1),
        ("java", "class A { void f() { }\n", 1),
        ("go", "package a\n\nfunc f() {\n", 1),
    ],
)
def test_places_where_the_parser_gave_up_are_counted(
    language: str, text: str, expected: int
) -> None:
    assert error_count(text, language) == expected


def test_more_broken_code_has_more_errors() -> None:
    one, two = "def f(:\n    pass\n", "def f(:\n    pass\n\n\nx = = 1\n"
    assert 0 < error_count(one, "python") < error_count(two, "python")
