from __future__ import annotations

import pytest

from glossator.text.imports import has_imports, is_import, may_import


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("python", "from a.b import c"),
        ("javascript", "import { a } from 'b';"),
        ("typescript", "const a = require('b');"),
        ("java", "import a.b;"),
        ("c", "# include <a.h>"),
        ("cpp", "using namespace std;"),
        ("csharp", "using A.B;"),
        ("go", 'import "a"'),
        ("rust", "use a::b;"),
        ("php", "use A\\B;"),
        ("ruby", 'require "a"'),
        ("lua", 'local a = require("b")'),
        ("r", "library(a)"),
    ],
)
def test_how_an_import_begins(language: str, line: str) -> None:
    assert is_import(line, language)
    assert may_import("  " + line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("python", "importer = 1"),
        ("python", "from_a = b"),
        ("javascript", "import('a').then(b);"),
        ("csharp", "using var a = b;"),
        ("rust", "user::a();"),
        ("json", '"import": 1'),
    ],
)
def test_what_is_none(language: str, line: str) -> None:
    assert not is_import(line, language)


def test_a_package_is_named_where_files_import() -> None:
    assert may_import("package main")
    assert not may_import("from there on it is called")
    assert has_imports("go") and not has_imports("json")
