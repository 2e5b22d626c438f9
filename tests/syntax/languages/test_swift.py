"""The definitions of Swift, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "members of a struct": (
        """\
│/// Sums.
public struct Sum<T>: Base {
    │var a: Int

    │init(a: Int) { self.a = a }

    │func add(_ b: Int, to c: String = "x") throws -> Int {
        guard b > 0 else { throw Broken.negative }
        return b
    }
}
""",
        [
            "struct Sum, documented",
            "in public struct Sum<T>: Base {",
            "  property a",
            "  constructor init(a: Int)",
            '  method add(b: Int, c: String = "x") -> Int',
            "    raises Broken.negative",
        ],
    ),
    "other types": (
        """\
│protocol P {
    │func f()
}
│enum E { case a }
│extension Sum {}
│typealias Id = String
""",
        [
            "interface P",
            "in protocol P {",
            "  method f",
            "enum E",
            "extension Sum",
            "type Id",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("swift", drawn, *outline)
