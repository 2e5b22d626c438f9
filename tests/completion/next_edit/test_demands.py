"""What a burst demands, and of which lines; `«…»` are those, in the text after the burst."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.demands import demand_of, spans_of
from glossator.context.buffer import Buffer

DRAWN = [
    ("python", "(a)", "(a, b)", "def f(a):\n    pass\n\nf«(1)»\nx.f«(2)»\nf(1, 2)\n"),
    ("python", "(self)", "(self, b)", "class A:\n    def f(self):\n        pass\n\nx.f«()»\n"),
    ("go", "(a int)", "(a, b int)", "package a\n\nfunc f(a int) {}\nfunc g() { f«(1)» }\n"),
    ("rust", "(a: u8)", "(a: u8, b: u8)", "fn f(a: u8) {}\nfn g() { f«(1)»; f(1, 2) }\n"),
    ("typescript", "(a)", "(a, b)", "function f(a) {}\nconst x = f«(1)»;\n"),
    ("java", "(int a)", "(int a, int b)", "class A { int f(int a) { return f«(1)»; } }\n"),
    ("c", "(int a)", "(int a, int b)", "int f(int a) { return f«(1)»; }\n"),
    ("csharp", "(int a)", "(int a, int b)", "class A { int f(int a) { return f«(1)»; } }\n"),
    ("kotlin", "(a: Int)", "(a: Int, b: Int)", "fun f(a: Int) {}\nfun g() { f«(1)» }\n"),
    (
        "swift",
        "(_ a: Int)",
        "(_ a: Int, in b: Int)",
        "func f(_ a: Int) { print(a) }\nf«(1)»\nf(1, in: 2)\nf«(3)»\n",
    ),
    (
        "rust",
        "    B,\n",
        "    B,\n    C,\n",
        "enum E {\n    B,\n}\nfn g() { match e {\n «E::B => 2,»\n} }\n",
    ),
    (
        "typescript",
        "  B,\n",
        "  B,\n  C,\n",
        "enum E {\n  B,\n}\nswitch (e) {\n «case E.B: break;»\n}\n",
    ),
    (
        "java",
        "  B\n",
        "  B,\n  C\n",
        "enum E {\n  B\n}\nclass X { void f() { switch (e) {\n «case B: break;»\n} } }\n",
    ),
]


@pytest.mark.parametrize(("language", "old", "new", "drawn"), DRAWN)
def test_what_is_demanded(language: str, old: str, new: str, drawn: str) -> None:
    before = drawn.replace("«", "").replace("»", "")
    after = before.replace(old, new, 1)
    demand = demand_of(Burst.between("file:///a", before, after), language)
    assert demand is not None
    marked, at = "", 0
    for start, end in spans_of(demand, Buffer("file:///a", after, language, 1)):
        marked += f"{after[at:start]}«{after[start:end]}»"
        at = end
    assert marked + after[at:] == drawn.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("from shop import area\narea(1)\nx.area(2)\n", 2),
        ("from lib import area\narea(1)\nx.area(2)\n", 1),
    ],
)
def test_a_file_that_imports_its_namesake_is_no_caller(text: str, count: int) -> None:
    burst = Burst.between("file:///shop.py", "def area(a): a\n", "def area(a, b): a\n")
    demand = demand_of(burst, "python")
    assert demand is not None
    assert len(spans_of(demand, Buffer("file:///b.py", text, "python", 1))) == count


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("python", "def f(a): pass\nf(1)\n", "def f(b): pass\nf(1)\n"),
        ("python", "f(1)\nf(1)\n", "f(1, 2)\nf(1)\n"),
        ("python", "f(1)\n", "def g(a): pass\nf(1)\n"),
        ("python", "x = 1\n", "x = 2\n"),
        ("markdown", "f(a)\n", "f(a, b)\n"),
    ],
)
def test_other_bursts_demand_nothing(language: str, before: str, after: str) -> None:
    assert demand_of(Burst.between("file:///a", before, after), language) is None
