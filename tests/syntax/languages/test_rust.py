"""The definitions of Rust, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "members of a struct and its impl": (
        """\
│/// Sums.
#[derive(Debug)]
pub struct Sum<T> {
    │pub a: T,
}

│impl<T> Sum<T> {
    │pub unsafe fn add(&self, b: i32) -> io::Result<i32> {
        if b < 0 {
            panic!("b");
        }
        Ok(b)
    }
}
""",
        [
            "struct Sum, documented",
            "in pub struct Sum<T> {",
            "  property a",
            "extension Sum<T>",
            "in impl<T> Sum<T> {",
            "  method add",
            "    raises Errors",
            "    raises Panics if b < 0",
            "    raises Safety",
        ],
    ),
    "other items": (
        """\
│trait A {
    │type B;
    │fn f();
}
│enum C { D }
│mod m {}
│macro_rules! n { () => {}; }
│const E: i32 = 1;
""",
        [
            "trait A",
            "in trait A {",
            "  type B",
            "  method f",
            "enum C",
            "namespace m",
            "macro n",
            "property E",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("rust", drawn, *outline)
