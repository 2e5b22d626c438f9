"""The definitions of Kotlin, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "how a function is left": (
        """\
│/** Adds. */
suspend fun <T> List<T>.add(a: Int, vararg b: String = none): Int {
    require(a > 0)
    throw IllegalStateException("no")
}
""",
        [
            "function add(<T>, a: Int, b: String = none) -> Int, documented",
            "  raises IllegalStateException",
        ],
    ),
    "types and their members": (
        """\
│data class P(val x: Int, y: Int) {
    │val z = 1
    │companion object {
        │fun of() = P(1, 2)
    }
}
│interface I
│object O
│typealias Id = String
""",
        [
            "class P(property x: Int, y: Int)",
            "in data class P(val x: Int, y: Int) {",
            "  property z",
            "  class Companion",
            "in companion object {",
            "  method of ->",
            "interface I",
            "class O",
            "type Id",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("kotlin", drawn, *outline)
