from __future__ import annotations

import pytest

from glossator.syntax.annotations import (
    import_offset,
    lacks_annotations,
    only_annotations_differ,
    unknown_types,
)

SAME = [
    (
        "def f(a, b=1, *c, **d): return a",
        "def f(a: int, b: int = 1, *c: int, **d: str) -> int: return a",
    ),
    ("x = 1", "x: int = 1"),
    ("def f(a): pass", "from typing import Any\ndef f(a: Any): pass"),
    ("def f(a): pass", "def f(a: int) -> None:  # noqa\n    pass"),
]
OTHER = [
    ("def f(a): return a", "def f(a: int): return -a"),
    ("def f(a): pass", "def f(b: int): pass"),
    ("def f(a=1): pass", "def f(a: int = 2): pass"),
    ("import os\nx = 1", "x: int = 1"),
    ("if a:\n    b\n    c", "if a:\n    b\nc"),
    ("x = 'a'", "x: str = 'b'"),
    ("def f(a, b): pass", "def f(a: int): pass"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), SAME)
def test_annotations_are_no_difference(before: str, after: str) -> None:
    assert only_annotations_differ(before, after, "python")


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_anything_else_is_one(before: str, after: str) -> None:
    assert not only_annotations_differ(before, after, "python")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (
            "function f(a, b = 1) { return a }",
            "function f(a: A, b: number = 1): A { return a }",
            True,
        ),
        ("const f = (a) => a", "const f = (a: number): number => a", True),
        ("class A { m(x) {} }", "class A { m(x: string): void {} }", True),
        ("function f(a) {}", "function f(a?: number) {}", False),
        ("const a = {b: 1}", "const a = {b: 2}", False),
    ],
)
def test_typescript(before: str, after: str, same: bool) -> None:
    assert only_annotations_differ(before, after, "typescript") == same


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
    ],
)
def test_what_lacks_an_annotation(text: str, language: str, lacks: bool) -> None:
    assert lacks_annotations(text, 0, len(text), language) == lacks


def test_types_that_the_file_has_not_heard_of() -> None:
    before = "from a import Known\ndef f(a, b, c): pass"
    after = "from a import Known\ndef f(a: Known, b: x.Y[list[Any]], c: int): pass"
    assert unknown_types(before, after) == {"x", "Any"}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("import os\nx = 1\n", "import os\nx = 1\n"),
        ('"""Doc."""\n\nfrom __future__ import annotations\n\nimport os\n', "import os\n"),
        ("#!/bin/sh\n# comment\nx = 1\n", "x = 1\n"),
    ],
)
def test_where_an_import_belongs(text: str, rest: str) -> None:
    assert text[import_offset(text) :] == rest
