"""The definitions of C#, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "members of a class": (
        """\
namespace N;

│/// <summary>Sums.</summary>
[Serializable]
public class Sum<T> : Base
{
    │public int A { get; set; }
    │public Sum(int a) { }
    │public async Task<int> Add(ref int b, params string[] c)
    {
        if (b < 0)
        {
            throw new ArgumentException("b");
        }
        return b;
    }
}
""",
        [
            "class Sum(<T>), documented",
            "in public class Sum<T> : Base",
            "  property A",
            "  constructor Sum(a: int)",
            "  method Add(b: int, c: string[]) -> Task<int>",
            "    raises ArgumentException if b < 0",
        ],
    ),
    "other types": (
        """\
│interface I { }
│struct S { }
│enum E { A }
│record R(int X);
│delegate void D(int a);
""",
        [
            "interface I",
            "struct S",
            "enum E",
            "class R(X: int)",
            "type D(a: int)",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("csharp", drawn, *outline)
