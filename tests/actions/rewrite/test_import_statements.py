"""Imports as statements: where they end, and what names they bring."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.import_statements import names_of_import, split_imports, without


@pytest.mark.parametrize(
    ("language", "statement", "names"),
    [
        ("python", "import os.path, re as r", "os r"),
        ("python", "from a.b import (c as d, e)  # f", "d e"),
        ("python", "from a import *", ""),
        ("typescript", "import type { A, B as C } from './x'", "A C"),
        ("typescript", "import D, { a } from 'x'", "D a"),
        ("typescript", "import * as n from 'x'", "n"),
        ("typescript", "import 'x'", ""),
        ("javascript", "const { a, b: c } = require('x')", "a c"),
        ("javascript", "const fs = require('fs').promises", "fs"),
        ("java", "import static a.b.C.d;", "d"),
        ("java", "import a.b.*;", ""),
        ("kotlin", "import a.b as c", "c"),
        ("scala", "import a.{B, C => D}", "B D"),
        ("scala", "import a.b._", ""),
        ("csharp", "using A = B.C;", "A"),
        ("csharp", "using B.C;", ""),
        ("go", 'import "a/b/v2"', "b"),
        ("go", 'import x "a/b"', "x"),
        ("go", 'import _ "a/b"', ""),
        ("php", "use A\\B as C;", "C"),
        ("php", "use function A\\b;", "b"),
        ("rust", "use a::{b, c as d};", "b d"),
        ("lua", 'local a = require("b.c")', "a"),
        ("zig", 'const std = @import("std");', "std"),
        ("c", "#include <math.h>", ""),
    ],
)
def test_the_names_that_an_import_brings(language: str, statement: str, names: str) -> None:
    assert names_of_import(statement, language) == set(names.split())


@pytest.mark.parametrize(
    ("language", "statement", "useless", "left"),
    [
        ("python", "from a import b, c", "b", "from a import c"),
        ("python", "from a import (\n    b,\n    c,\n)", "b", "from a import (c)"),
        ("python", "from a import b, c", "b c", ""),
        ("typescript", "import { a, b } from 'x';", "a", "import { b } from 'x';"),
        ("typescript", "import D, { a, b } from 'x';", "D a", "import { b } from 'x';"),
        ("typescript", "import D, { a } from 'x';", "a", "import D from 'x';"),
        ("java", "import a.B;", "B", ""),
        ("rust", "use a::{b, c};", "b", "use a::{c};"),
    ],
)
def test_what_is_useless_of_an_import_goes(
    language: str, statement: str, useless: str, left: str
) -> None:
    assert without(statement, set(useless.split()), language) == left


def test_an_import_ends_with_its_last_line() -> None:
    lines = ["import {", "  a,", "} from 'x'", "", "import 'y'", "f()", "import 'z'"]
    imports, rest = split_imports(lines, "javascript")
    assert imports == ["import {\n  a,\n} from 'x'", "import 'y'"]
    assert rest == ["f()", "import 'z'"]


def test_a_list_of_go_is_taken_apart() -> None:
    lines = ["import (", '\t"a"', '\tb "c/d"', ")", "func f() {}"]
    assert split_imports(lines, "go") == (['import "a"', 'import b "c/d"'], ["func f() {}"])
