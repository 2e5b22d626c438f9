"""The definitions of Go, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "functions, types and methods": (
        """\
package sums

│// Add adds.
func Add(a, b int, rest ...string) (int, error) {
	return a, nil
}

│type Sum struct {
	│A int
}

│func (s *Sum) Add(b int) {}

│type Adder interface {
	│Add(b int)
}

│const Max = 1
""",
        [
            "function Add, documented",
            "struct Sum",
            "in type Sum struct {",
            "  property A",
            "method Add",
            "interface Adder",
            "in type Adder interface {",
            "  method Add",
            "property Max",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("go", drawn, *outline)
