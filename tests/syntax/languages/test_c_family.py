"""The definitions of C and C++, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    ("c", "a function of variable length"): (
        """\
/* Adds. */
│static inline int add(const char *a, int b[], ...) {
    return 1;
}
""",
        [
            "function add(a: char, b: int, ... as varargs) -> int",
        ],
    ),
    ("c", "declarations and macros"): (
        """\
│int sub(int a);
│struct point {
    │int x;
};
│enum color { RED };
│typedef struct point *ref;
│#define MAX(a, b) ((a) > (b) ? (a) : (b))
""",
        [
            "function sub(a: int) -> int",
            "struct point",
            "in struct point {",
            "  property x",
            "enum color",
            "struct ref",
            "macro MAX(a, b)",
        ],
    ),
    ("cpp", "members of a template"): (
        """\
│namespace n {
│template <typename T>
class A : public B {
public:
    │explicit A(int a);
    │virtual T f(const T &a, int b = 1) const {
        if (b < 0) {
            throw std::invalid_argument("b");
        }
        return a;
    }
};
}
""",
        [
            "namespace n",
            "class A(<T>)",
            "in class A : public B {",
            "  constructor A(a: int)",
            "  method f(a: T, b: int = 1) -> T",
            "    raises std::invalid_argument if b < 0",
        ],
    ),
}


@pytest.mark.parametrize(("language", "title"), CASES)
def test_definitions(language: str, title: str) -> None:
    drawn, outline = CASES[language, title]
    check(language, drawn, *outline)
