"""What stands right above a definition, and where documentation goes: drawn in ten languages.

The marks in `drawn` show the slot: between them what the documentation takes the place of.
"""

from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentables

TABLE = [
    # documentation that is there is replaced
    ("java", "│/** A. */│\nclass A {}\n", "", ""),
    ("c", "│/**\n * A.\n */│\nint a(void);\n", "", ""),
    ("rust", "│/// A.\n/// B.│\nfn a() {}\n", "", ""),
    ("go", "package a\n\n│// A.\n// B.│\nfunc A() {}\n", "", ""),
    ("ruby", "│# A.\n# B.│\ndef a\nend\n", "", ""),
    ("lua", "│--- A.│\nfunction a() end\n", "", ""),
    # a comment that is none, or that stands away, stays
    ("java", "/* A. */\n││class A {}\n", "", "\n"),
    ("c", "// A.\n││int a(void);\n", "", "\n"),
    ("rust", "// A.\n││fn a() {}\n", "", "\n"),
    ("java", "/** A. */\n\n││class A {}\n", "", "\n"),
    ("javascript", "f(); /** A. */\n││function a() {}\n", "", "\n"),
    # attributes stay between
    ("rust", "│/// A.│\n#[inline]\nfn a() {}\n", "", ""),
    ("rust", "// A.\n││#[inline]\nfn a() {}\n", "", "\n"),
    ("java", "││@Override\nclass A {}\n", "", "\n"),
    ("csharp", "│/// A.│\n[B]\nclass A { }\n", "", ""),
    ("php", "<?php\n││#[A]\nfunction a() {}\n", "", "\n"),
    ("swift", "││@a\nfunc a() {}\n", "", "\n"),
    # directives stay right above the code
    ("javascript", "││// eslint-disable-next-line\nfunction a() {}\n", "", "\n"),
    ("go", "package a\n\n││//go:noinline\nfunc A() {}\n", "", "\n//\n"),
    # on a line with other code it gets a line of its own
    ("javascript", "x = {│ │a() {} };\n", "\n    ", "\n    "),
    ("java", "class A {│ │void a() {} }\n", "\n    ", "\n    "),
    ("c", "│/** A. */ │int a(void);\n", "", "\n"),
]


@pytest.mark.parametrize(("language", "drawn", "lead", "trail"), TABLE)
def test_documentation_goes_above_what_belongs_to_the_definition(
    language: str, drawn: str, lead: str, trail: str
) -> None:
    *_, found = documentables(drawn.replace("│", ""), language)
    start, end = found.slot.span
    text = drawn.replace("│", "")
    assert f"{text[:start]}│{text[start:end]}│{text[end:]}" == drawn
    assert (found.slot.lead, found.slot.trail) == (lead, trail)
