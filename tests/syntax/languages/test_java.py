"""The definitions of Java, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "members of a class": (
        """\
│/** Sums. */
public class Sum<T> extends Base {
  │private int a;
  │public Sum(int a) { this.a = a; }
  │@Override
  public <U> int add(final U b, String... c) throws IOException {
    if (b == null) {
      throw new IllegalArgumentException("b");
    }
    return a;
  }
}
""",
        [
            "class Sum(<T>), documented",
            "in public class Sum<T> extends Base {",
            "  property a",
            "  constructor Sum(a: int)",
            "  method add(<U>, b: U, ...c: String...) -> int",
            "    raises IOException",
            "    raises IllegalArgumentException if b == null",
        ],
    ),
    "other types": (
        """\
│interface A {
  │void f();
}
│enum B { C, D }
│record P(int x, int y) {}
│@interface N {}
""",
        [
            "interface A",
            "in interface A {",
            "  method f",
            "enum B",
            "class P(x: int, y: int)",
            "interface N",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("java", drawn, *outline)
