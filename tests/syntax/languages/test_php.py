"""The definitions of PHP, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "members of a class": (
        r"""<?php
namespace N;

│/** Sums. */
final class Sum extends Base
{
    │private int $a = 1;

    │public function __construct(private string $b) {}

    │#[Pure]
    public function add(?int $a, string ...$c): int
    {
        if ($a === null) {
            throw new \InvalidArgumentException();
        }
        return $a;
    }
}
""",
        [
            "class Sum, documented",
            "in final class Sum extends Base",
            "  property $a",
            "  constructor __construct($b: string)",
            "  method add($a: ?int, ...$c: string) -> int",
            "    raises \\InvalidArgumentException if $a === null",
        ],
    ),
    "other definitions": (
        """\
<?php
│interface I {}
│trait T {}
│enum E { case A; }
│function f(&$a, $b = 1) { yield $a; }
""",
        [
            "interface I",
            "trait T",
            "enum E",
            "function f($a, $b = 1) yields",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("php", drawn, *outline)
