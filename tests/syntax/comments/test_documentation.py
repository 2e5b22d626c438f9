"""What a cursor means in a language whose documentation is a comment above the code."""

from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentable_at, documentables
from tests.syntax.drawn import cursor


@pytest.mark.parametrize(
    ("language", "drawn", "expected"),
    [
        # what stands above a definition means it
        ("java", "class A {\n  /** B. │*/\n  void b() {}\n}\n", "b"),
        ("java", "class A {\n  @Over│ride\n  void b() {}\n}\n", "b"),
        ("rust", "/// A.│\n#[inline]\nfn a() {}\n", "a"),
        ("rust", "fn a() {}\n\n// b│\n\nfn c() {}\n", None),
        # so does its whole line
        ("javascript", "│  function a() {}  \n", "a"),
        ("javascript", "export default│ function a() {}\n", "a"),
        ("javascript", "export default function (│a) {}\n", "default"),
        ("typescript", "export default (a) =>│ a;\n", "default"),
        ("c", "int a(void);  // │why\n", "a"),
        # on one line with its class it is the cursor's side that counts
        ("java", "cl│ass A { void b() {} }\n", "A"),
        ("java", "class A { void │b() {} }\n", "b"),
        ("csharp", "class A { int B { get; } │}\n", "A"),
        # between two of them
        ("go", "package a\n\nfunc b() {}\n\n│\nfunc c() {}\n", None),
        ("php", "<?php\nfunction b() {}\n\n│\nfunction c() {}\n", None),
        # where the code is broken
        ("java", "class A { void b() { c( } }\nxx│ = = 1\n", None),
    ],
)
def test_the_innermost_definition_around_the_cursor(
    language: str, drawn: str, expected: str | None
) -> None:
    found = documentable_at(*cursor(drawn), language)
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("java", "@A\n@B\nclass C {}\n", "@A\n@B\nclass C {}"),
        ("rust", "#[a]\npub fn b() {}\n", "#[a]\npub fn b() {}"),
        ("javascript", "export const a = () => 1;\n", "export const a = () => 1;"),
        ("cpp", "template <class T>\nvoid a(T b) {}\n", "template <class T>\nvoid a(T b) {}"),
    ],
)
def test_the_source_reaches_from_the_first_attribute_to_the_end(
    language: str, text: str, expected: str
) -> None:
    found = next(documentables(text, language))
    assert text[slice(*found.source)] == expected


@pytest.mark.parametrize(
    ("language", "text", "kind", "owner"),
    [
        ("java", "@A\npublic class B {\n  void c() {}\n}\n", "method", "public class B {"),
        ("rust", "impl A {\n    fn c() {}\n}\n", "method", "impl A {"),
        ("rust", "mod a {\n    fn c() {}\n}\n", "function", ""),
        ("cpp", "namespace a {\nvoid c() {}\n}\n", "function", ""),
        ("swift", "extension A {\n    func c() {}\n}\n", "method", "extension A {"),
        ("javascript", "function a() {\n  function c() {}\n}\n", "function", ""),
    ],
)
def test_a_function_of_a_type_is_a_method_and_knows_its_type(
    language: str, text: str, kind: str, owner: str
) -> None:
    *_, found = documentables(text, language)
    assert (found.kind, found.owner) == (kind, owner)


@pytest.mark.parametrize(
    ("language", "text", "indent"),
    [
        ("java", "class A {\n\tvoid b() {}\n}\n", "\t"),
        ("java", "class A { void b() {} }\n", "    "),
        ("java", "class C {\n  int d;\n}\nclass A { void b() {} }\n", "  "),
        ("javascript", "class A {\n  b() {}\n}\n", "  "),
    ],
)
def test_documentation_is_indented_as_the_definition_is_or_would_be(
    language: str, text: str, indent: str
) -> None:
    *_, found = documentables(text, language)
    assert found.indent == indent
