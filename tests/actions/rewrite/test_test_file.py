from __future__ import annotations

import pytest

from glossator.actions.rewrite.test_file import can_test, file_name, messages
from tests.actions.docstring.documenting import buffer_of
from tests.actions.rewrite.places import place_in
from tests.syntax.drawn import selection


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("calc.py", "test_calc.py"),
        ("src/calc.py", "test_calc.py"),
        ("calc.go", "calc_test.go"),
        ("Calc.java", "CalcTest.java"),
        ("Calc.kt", "CalcTest.kt"),
        ("Calc.cs", "CalcTests.cs"),
        ("calc.rb", "calc_test.rb"),
        ("Calc.php", "CalcTest.php"),
        ("Calc.swift", "CalcTests.swift"),
        ("calc.rs", "calc_test.rs"),
        ("calc.ts", "calc.test.ts"),
        ("calc.mjs", "calc.test.mjs"),
        ("View.tsx", "View.test.tsx"),
        ("calc.c", "test_calc.c"),
        ("calc", "test_calc"),
    ],
)
def test_a_test_file_has_the_usual_name(name: str, expected: str) -> None:
    assert file_name(name) == expected


@pytest.mark.parametrize(
    ("language", "drawn", "expected"),
    [
        ("python", "│x = 1│\n", True),
        ("python", "def f():\n    ││return 1\n", True),
        ("python", "x = 1\n││\n", False),
        ("plaintext", "│x│\n", False),
    ],
)
def test_there_must_be_code_to_test(language: str, drawn: str, expected: bool) -> None:
    text, start, end = selection(drawn)
    assert can_test(buffer_of(text, language), (start, end)) is expected


@pytest.mark.parametrize(
    ("language", "how"),
    [("python", " with pytest."), ("go", " with the package testing."), ("lua", "test_calc.py.")],
)
def test_the_framework_is_the_languages(language: str, how: str) -> None:
    asked = messages(*place_in("│x = 1│\n", language)).messages[1].content
    assert asked.endswith(how)
    assert "Write tests for this code:" in asked
