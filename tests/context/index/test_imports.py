"""What a file imports, in each language."""

from __future__ import annotations

import pytest

from glossator.context.index.imports import imports_of


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("python", "import a.b as c, d", [("a.b",), ("d",)]),
        ("python", "from ..a import (\n  b as c,  # why\n  d,\n)", [("..a", "b", "d")]),
        ("python", "def f():\n    from . import x", [(".", "x")]),
        ("python", "from a import *", [("a",)]),
        ("typescript", "import { a as b, type C } from './x.js'", [("./x.js", "a", "C")]),
        ("typescript", "import D, { e } from 'x'", [("x", "D", "e")]),
        ("typescript", "export * from './y'", [("./y",)]),
        ("typescript", "export { default as Z, a } from './y'", [("./y", "default", "a", "Z")]),
        ("typescript", "import * as z from './z'", [("./z",)]),
        ("javascript", "const a = require('./a')", [("./a",)]),
        ("typescript", "/**\n * import { no } from 'no'\n */", []),
        ("go", 'import (\n\tx "a/b"\n\t"c"\n)', [("a/b",), ("c",)]),
        ("go", 'import "a"', [("a",)]),
        ("rust", "use crate::a::{b, c::*, d as e};", [("crate::a::b",), ("crate::a::c",),
                                                     ("crate::a::d",)]),
        ("rust", "fn f() { super::g::h() }", [("super::g::h",)]),
        ("rust", "pub mod x;", [("self::x",)]),
        ("rust", "mod m {\n    use a::B;\n    use super::c::D;\n    use crate::e::F;\n}\nuse g::H;",
         [("self::m::a::B",), ("self::c::D",), ("crate::e::F",), ("g::H",), ("super::c::D",)]),
        ("c", '#include "a/b.h"\n#include <c.h>', [("a/b.h",), ("c.h",)]),
        ("java", "import static a.B.c;", [("a.B.c",)]),
        ("php", "use A\\{B, C as D};", [("A\\B",), ("A\\C",)]),
        ("php", "use A\\B;", [("A\\B",)]),
        ("ruby", "require_relative 'a/b'", [("a/b",)]),
        ("lua", 'local a = require("a.b")', [("a.b",)]),
        ("csharp", "using A.B;", [("A.B",)]),
        ("cobol", "import a", []),
    ],
)  # fmt: skip
def test_imports(language: str, text: str, found: list[tuple[str, ...]]) -> None:
    assert [(each.target, *each.names) for each in imports_of(text, language)] == found
