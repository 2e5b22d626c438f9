from __future__ import annotations

import pytest

from glossator.syntax.annotations import added_annotations, lacks_annotations


def _with_annotations(before: str, after: str, language: str) -> str:
    added = added_annotations(before, (0, len(before)), after, (0, len(after)), language)
    for each in reversed(added):
        before = before[: each.span[0]] + each.text + before[each.span[1] :]
    return before


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "def f(a, b=1, *c, **d): return a",
            "def f(a: int, b: int = 1, *c: int, **d: str) -> int: return a",
            "def f(a: int, b: int = 1, *c: int, **d: str) -> int: return a",
        ),
        ("def f(a): return a", "def f(a: int): return -a", "def f(a: int): return a"),
        ("def f(a): pass", "def f(b: int): pass", "def f(a): pass"),
        ("def f(a=1): pass", "def f(a: int = 2): pass", "def f(a: int = 1): pass"),
        ("def f(a: int, b): pass", "def f(a: str, b: str): pass", "def f(a: int, b: str): pass"),
        ("def f(a): # why\n  pass", "def f(a: int): ...", "def f(a: int): # why\n  pass"),
        ("def f(a, *, b): pass", "def f(a: A, *, b: B): pass", "def f(a: A, *, b: B): pass"),
        (
            "class A:\n    def f(self, a): pass\n    def g(self): pass",
            "class A:\n    def g(self) -> int: pass",
            "class A:\n    def f(self, a): pass\n    def g(self) -> int: pass",
        ),
    ],
)
def test_python_takes_new_types_and_nothing_else(before: str, after: str, expected: str) -> None:
    assert _with_annotations(before, after, "python") == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "function f(a, b = 1) { return a }",
            "function f(a: A, b: number = 1): A { return b }",
            "function f(a: A, b: number = 1): A { return a }",
        ),
        ("const f = (a) => a", "const f = (a: A): A => a", "const f = (a: A): A => a"),
        ("const f = a => a", "const f = (a: A): A => a", "const f = (a: A): A => a"),
        ("class A { m(x) {} }", "class A { m(x: T): void {} }", "class A { m(x: T): void {} }"),
        ("function f(a?) {}", "function f(a?: T) {}", "function f(a?: T) {}"),
        ("function f({a}) {}", "function f({a}: T) {}", "function f({a}: T) {}"),
        ("const f = (...a) => 1", "const f = (...a: T[]) => 1", "const f = (...a: T[]) => 1"),
        ("xs.map(x => x)", "xs.map((x: T) => x)", "xs.map(x => x)"),
    ],
)
def test_typescript_does_as_well(before: str, after: str, expected: str) -> None:
    assert _with_annotations(before, after, "typescript") == expected


@pytest.mark.parametrize(
    ("text", "language", "lacks"),
    [
        ("def f(a): pass", "python", True),
        ("def f(a: int): pass", "python", True),
        ("def f(a: int) -> int: pass", "python", False),
        ("class A:\n    def __init__(self): pass", "python", False),
        ("class A:\n    def m(self, x) -> None: pass", "python", True),
        ("x = 1", "python", False),
        ("function f(a: number): void {}", "typescript", False),
        ("function f(a): void {}", "typescript", True),
        ("const f = (a) => a", "typescript", True),
        ("const f = a => a", "typescript", True),
        ("const f: F = (a) => a", "typescript", False),
        ("xs.map(x => x)", "typescript", False),
        ("class A { f = (a) => a }", "typescript", True),
    ],
)
def test_what_lacks_an_annotation(text: str, language: str, lacks: bool) -> None:
    assert lacks_annotations(text, 0, len(text), language) == lacks
