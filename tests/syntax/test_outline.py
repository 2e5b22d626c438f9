"""What a file declares, each with its signature, in every language with a grammar."""

from __future__ import annotations

import pytest

from glossator.syntax.outline import LONGEST, MOST, outline
from glossator.syntax.registry import LANGUAGES


def drawn(text: str, language: str) -> list[str]:
    """`owner.name: signature` of each declaration."""
    return [
        f"{each.owner}{'.' * bool(each.owner)}{each.name}: {each.signature}"
        for each in outline(text, language)
    ]


CASES = {
    "python": (
        "X: int = 3\nif X:\n    Y = 4\nclass A(B):\n    z = 5\n    def __init__(self, a):\n"
        "        if a:\n            self.a = a\n    @property\n    async def m(\n        self,\n"
        "        x: int,\n    ) -> str:\n        # Not said.\n        local = 3\n",
        [
            "X: X: int = 3",
            "Y: Y = 4",
            "A: class A(B)",
            "A.z: z = 5",
            "A.__init__: def __init__(self, a)",
            "A.a: self.a = a",
            "A.m: async def m( self, x: int, ) -> str",
        ],
    ),
    "typescript": (
        "export const X = 5;\nexport function f(a: A): C { const local = 1 }\n"
        "export class Foo<T> extends Bar {\n  private x = 3;\n  m(a: string): void {}\n}\n"
        "export interface I { a: string }\nexport type T = A | B;\n"
        "export const g = async (x: number): Promise<void> => { const z = 3; };\n",
        [
            "X: const X = 5;",
            "f: function f(a: A): C",
            "Foo: class Foo<T> extends Bar",
            "Foo.x: private x = 3",
            "Foo.m: m(a: string): void",
            "I: interface I",
            "I.a: a: string",
            "T: type T = A | B;",
            "g: const g = async (x: number): Promise<void> =>",
        ],
    ),
    "go": (
        "package a\nconst (\n  A = 1\n  B\n)\ntype S struct { F int }\n"
        "type I interface { M(a int) error }\nfunc (s *S) Do(x int) error { y := 3 }\n",
        [
            "A: A = 1",
            "B: B",
            "S: type S struct",
            "S.F: F int",
            "I: type I",
            "I.M: M(a int) error",
            "S.Do: func (s *S) Do(x int) error",
        ],
    ),
    "rust": (
        "pub struct S<T> { pub a: i32 }\nimpl<T> S<T> { pub fn new(a: i32) -> Self {} }\n"
        "pub enum E { A(i32) }\npub trait Tr { fn m(&self); }\n"
        "mod inner { pub const C: u8 = 1; }\n",
        [
            "S: pub struct S<T>",
            "S.a: pub a: i32",
            "S.new: pub fn new(a: i32) -> Self",
            "E: pub enum E { A(i32) }",
            "E.A: A(i32)",
            "Tr: pub trait Tr",
            "Tr.m: fn m(&self);",
            "inner: mod inner",
            "C: pub const C: u8 = 1;",
        ],
    ),
    "java": (
        "public class A extends B {\n  @Override public int m(String s) throws E { int z; }\n}\n",
        ["A: public class A extends B", "A.m: public int m(String s) throws E"],
    ),
    "cpp": (
        "namespace n { class A : public B { int m(int y) const { return 1; } int z; }; }\n"
        "int A::far(int x) { int y; }\n",
        [
            "n: namespace n",
            "A: class A : public B",
            "A.m: int m(int y) const",
            "A.z: int z;",
            "far: int A::far(int x)",
        ],
    ),
    "php": (
        "<?php class D extends E { const X = 1; public static function m(int $x): string { } }",
        [
            "D: class D extends E",
            "D.X: const X = 1;",
            "D.m: public static function m(int $x): string",
        ],
    ),
    "csharp": (
        "class A : B { public int X { get; set; } public string M(int a) { var q = 1; } }",
        [
            "A: class A : B",
            "A.X: public int X { get; set; }",
            "A.M: public string M(int a)",
        ],
    ),
    "ruby": (
        "class A < B\n  def m(a, b = 1)\n    y = 2\n  end\nend\n",
        ["A: class A < B", "A.m: def m(a, b = 1)"],
    ),
    "swift": (
        "class A: B { func m(a: Int) -> String { let y = 1 } }\n",
        ["A: class A: B", "A.m: func m(a: Int) -> String"],
    ),
    "lua": ("function M.f(a, b) local x = 1 end\n", ["f: function M.f(a, b)"]),
    "c": (
        "int f(int a);\nstruct S { int x; };\n#define TWICE(x) \\\n  ((x) + (x))\n"
        "enum e { A, /* first */ B };\nint limit = most(HIGHEST), list[SIZE];\n",
        [
            "f: int f(int a);",
            "S: struct S",
            "S.x: int x;",
            "TWICE: #define TWICE(x)",
            "e: enum e { A, B }",
            "limit: int limit = most(HIGHEST), list[SIZE];",
            "list: int limit = most(HIGHEST), list[SIZE];",
        ],
    ),
    "shellscript": ("X=3\nf() { local y=1; }\n", ["X: X=3", "f: f()"]),
}  # fmt: skip


@pytest.mark.parametrize("language", CASES)
def test_declarations_and_their_signatures(language: str) -> None:
    text, declared = CASES[language]
    assert drawn(text, language) == declared


@pytest.mark.parametrize("language", [*LANGUAGES, "cobol"])
@pytest.mark.parametrize("text", ["", "\x00\ud800\n", "((((", "class A {\n  f("])
def test_every_text_has_an_outline(text: str, language: str) -> None:
    assert all(each.name for each in outline(text, language))


def test_generated_code_is_outlined_in_part() -> None:
    text = "".join(f"def f{n}(): pass\n" for n in range(MOST + 10))
    assert len(outline(text, "python")) == MOST


def test_a_long_signature_is_cut() -> None:
    (only,) = outline(f"def f({', '.join(f'name{n}' for n in range(999))}): pass\n", "python")
    assert len(only.signature) == LONGEST


def test_a_class_with_an_export_macro_is_a_class() -> None:
    text = "class EXPORT_API(x) A final : B {\n  int m();\n};\nstruct EXPORT S { int z; };\n"
    text += "class ALL final { int n; };\n"
    found = [(each.owner, each.name) for each in outline(text, "cpp")]
    assert found == [("", "A"), ("A", "m"), ("", "S"), ("S", "z"), ("", "ALL"), ("ALL", "n")]


def test_what_a_function_holds_is_not_declared() -> None:
    text = "A::operator bool() { int x = 1; for (auto& y : z) { int w; } }\n"
    assert {"x", "y", "w"}.isdisjoint(each.name for each in outline(text, "cpp"))


def test_the_signature_of_a_macro_ends_before_what_it_becomes() -> None:
    (found,) = outline("macro_rules! cfg { ($($item:item)*) => { $($item)* } }", "rust")
    assert found.signature == "macro_rules! cfg { ($($item:item)*)"
