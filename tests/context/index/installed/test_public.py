"""What of a package's file others can use."""

from __future__ import annotations

import pytest

from glossator.context.index.installed.public import public
from glossator.syntax.outline import outline


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("python", "def f(): ...\ndef _f(): ...\nX = 1\n_X = 1\n", "f X"),
        ("python", "class A:\n    def __init__(self): ...\n    def __len__(self): ...\n",
         "A A.__init__"),
        ("python", "class _A:\n    def __init__(self): ...\n    def f(self): ...\n", ""),
        ("go", "package p\n\nfunc F() {}\nfunc f() {}\nfunc (c *c) G() {}\n", "F"),
        ("go", "package p\n\ntype T struct {\n\tA int\n\tb int\n}\n", "T T.A"),
        ("rust", "pub fn f() {}\nfn g() {}\npub(crate) fn h() {}\n", "f"),
        ("rust", "pub trait T { fn f(&self); }\ntrait U { fn g(&self); }\n", "T T.f"),
        ("rust", "pub enum E { A }\nenum F { B }\n", "E E.A"),
        ("rust", "struct S;\nimpl S { pub fn f() {} }\n", ""),
        ("rust", "#[macro_export]\nmacro_rules! a { () => {} }\n\n\n\n"
         "macro_rules! b { () => {} }\n", "a"),
        ("typescript", "export declare function f(): void;\ndeclare function g(): void;\n"
         "export {};\n", "f"),
        ("typescript", "declare class A {\n  private a: string;\n  protected b(): void;\n"
         "  #c; _d: 1; e: 1 }\nexport { A };\n", "A A.e"),
        ("typescript", "declare class A { a(): void }\ndeclare class B { b(): void }\n"
         "export { A as default };\n", "A A.a"),
        ("typescript", "declare const inner: number;\nexport { inner as outer };\n", "outer"),
        ("typescript", "declare class A { a(): void }\nexport { A as B };\n", "B B.a"),
        ("typescript", "declare function f(): void;\ndeclare namespace f {\n  const x: 1;\n}\n"
         "export = f;\n", "f x"),
        ("typescript", 'declare module "m" {\n  export function f(): void;\n}\n', "f"),
        ("java", "class A {}\n", ""),
    ],
)  # fmt: skip
def test_what_others_can_use(language: str, code: str, expected: str) -> None:
    found = public(outline(code, language), code, language)
    assert [f"{e.owner}.{e.name}".lstrip(".") for e in found] == expected.split()
