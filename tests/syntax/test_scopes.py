from __future__ import annotations

import pytest

from glossator.syntax import scopes
from glossator.syntax.scopes import definitions_used, enclosing_scope
from tests.syntax.drawn import selection

FILE = """\
import os, sys
from a.b import c as d, e
LIMIT = 3
small, big = 1, 9


@decorated
def helper(x):
    return x


class Base:
    size = 4

    def grow(self):
        return self.size + LIMIT

    def twice(self):
        return self.grow() * 2
"""


@pytest.mark.parametrize(
    ("drawn", "begins"),
    [
        ("x = │1│\n", None),
        ("def f():\n    │return 1│\n", "def f"),
        ("│def f():\n    return 1\n│", None),
        ("class A:\n│    def f(self):\n        return 1\n│", "class A"),
        ("class A:\n    def f(self):\n        ││return 1\n", "def f"),
        ("@d\ndef f():\n    │return 1│\n", "@d\ndef f"),
        ("│@d│\ndef f():\n    return 1\n", "@d\ndef f"),
        ("class A:\n    │@d\n    def f(self): pass│\n", "class A"),
        ("class A:\n    │x = 1\n    def f(self): pass│\n", "class A"),
        ("é = 'ü'\ndef f():\n    │return 1│\n", "def f"),
    ],
)
def test_the_scope_is_the_smallest_definition_around(drawn: str, begins: str | None) -> None:
    text, start, end = selection(drawn)
    scope = enclosing_scope(text, start, end, "python")
    if begins is None:
        assert scope is None
    else:
        assert scope is not None
        assert text[slice(*scope)].startswith(begins)


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("return self.size + LIMIT", ["LIMIT = 3", "size = 4"]),
        ("return self.grow() * 2", ["def grow(self):"]),
        ("return x", []),
    ],
)
def test_definitions_are_found_in_the_file_and_the_class(
    selected: str, expected: list[str]
) -> None:
    assert used_by(FILE, selected) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("helper(1)", ["@decorated"]),
        ("Base().size", ["class Base:"]),
        ("sys.exit()", ["import os, sys"]),
        ("os.path.join(d, 1)", ["import os, sys", "from a.b import c as d, e"]),
        ("c", []),
        ("big", ["small, big = 1, 9"]),
        ("'helper'", []),
    ],
)
def test_names_are_followed_to_imports_functions_and_variables(
    code: str, expected: list[str]
) -> None:
    assert used_by(f"{FILE}\n\n{code}\n", code) == expected


def used_by(text: str, selected: str) -> list[str]:
    """The first lines of the definitions that `selected`, the last of its kind in `text`, uses."""
    start = text.rindex(selected)
    spans = definitions_used(text, start, start + len(selected), "python")
    return [text[slice(*span)].split("\n", maxsplit=1)[0] for span in spans]


LANGUAGES = {
    "javascript": (
        "import { a as b } from 'x';\n"
        "const LIMIT = 3;\n"
        "function help(x) { return x; }\n"
        "class Sum {\n"
        "  size = 4;\n"
        "  grow() { return 1; }\n"
        "  twice() { return │this.grow() + help(LIMIT) + b + this.size│; }\n"
        "}\n",
        "twice() { return this.grow() + help(LIMIT) + b + this.size; }",
        [
            "import { a as b } from 'x';",
            "const LIMIT = 3;",
            "function help(x) { return x; }",
            "size = 4",
            "grow() { return 1; }",
        ],
    ),
    "typescript": (
        "import { a } from 'x';\n"
        "export const LIMIT: number = 3;\n"
        "export function help(x: T) { return x; }\n"
        "interface T { }\n"
        "export class Sum {\n"
        "  size = 4;\n"
        "  twice(t: T) { return │help(LIMIT) + a + this.size as T│; }\n"
        "}\n",
        "twice(t: T) { return help(LIMIT) + a + this.size as T; }",
        [
            "import { a } from 'x';",
            "export const LIMIT: number = 3;",
            "export function help(x: T) { return x; }",
            "interface T { }",
            "size = 4",
        ],
    ),
    "java": (
        "import java.util.List;\n"
        "class Sum {\n"
        "  static final int LIMIT = 3;\n"
        "  List<String> names;\n"
        "  int help(int x) { return x; }\n"
        "  int twice() { return │help(LIMIT) + names.size()│; }\n"
        "}\n",
        "int twice() { return help(LIMIT) + names.size(); }",
        ["static final int LIMIT = 3;", "List<String> names;", "int help(int x) { return x; }"],
    ),
    "kotlin": (
        "import a.b.Other\n"
        "val LIMIT = 3\n"
        "fun help(x: Int) = x\n"
        "class Sum {\n"
        "    val size = 4\n"
        "    fun twice(): Int {\n"
        "        return │help(LIMIT) + size + Other()│\n"
        "    }\n"
        "}\n",
        "fun twice(): Int {",
        ["import a.b.Other", "val LIMIT = 3", "fun help(x: Int) = x", "val size = 4"],
    ),
    "c": (
        "#define LIMIT 3\n"
        "static int counter = 1;\n"
        "struct sum { int a; };\n"
        "int help(int x) { return x; }\n"
        "int twice(struct sum *s) { return │help(LIMIT) + counter + s->a│; }\n",
        "int twice(struct sum *s) { return help(LIMIT) + counter + s->a; }",
        ["#define LIMIT 3", "static int counter = 1;", "int help(int x) { return x; }"],
    ),
    "cpp": (
        "namespace n {\n"
        "int help(int x) { return x; }\n"
        "class Sum {\n"
        "  int size;\n"
        "  int twice() { return │help(1) + size│; }\n"
        "};\n"
        "}\n",
        "int twice() { return help(1) + size; }",
        ["int help(int x) { return x; }", "int size;"],
    ),
    "csharp": (
        "using System;\n"
        "class Sum {\n"
        "  int size = 4;\n"
        "  int Help(int x) => x;\n"
        "  int Twice() { return │Help(size)│; }\n"
        "}\n",
        "int Twice() { return Help(size); }",
        ["int size = 4;", "int Help(int x) => x;"],
    ),
    "go": (
        "package a\n"
        "\n"
        'import "fmt"\n'
        "\n"
        "const Limit = 3\n"
        "\n"
        "type Sum struct{ A int }\n"
        "\n"
        "func help(x int) int { return x }\n"
        "\n"
        "func (s *Sum) Twice() int {\n"
        "\tfmt.Println(s)\n"
        "\treturn │help(Limit) + Sum{}.A│\n"
        "}\n",
        "func (s *Sum) Twice() int {",
        ["const Limit = 3", "type Sum struct{ A int }", "func help(x int) int { return x }"],
    ),
    "rust": (
        "use a::b::Other;\n"
        "const LIMIT: i32 = 3;\n"
        "fn help(x: i32) -> i32 { x }\n"
        "struct Sum { size: i32 }\n"
        "impl Sum {\n"
        "    fn grow(&self) {}\n"
        "    fn twice(&self) -> i32 { │help(LIMIT) + self.grow() + Other::x()│ }\n"
        "}\n",
        "fn twice(&self) -> i32 { help(LIMIT) + self.grow() + Other::x() }",
        [
            "use a::b::Other;",
            "const LIMIT: i32 = 3;",
            "fn help(x: i32) -> i32 { x }",
            "fn grow(&self) {}",
        ],
    ),
    "php": (
        "<?php\n"
        "use A\\B;\n"
        "const LIMIT = 3;\n"
        "function help($x) { return $x; }\n"
        "class Sum {\n"
        "  private $size = 4;\n"
        "  function twice() { return │help(LIMIT) + $this->size + new B()│; }\n"
        "}\n",
        "function twice() { return help(LIMIT) + $this->size + new B(); }",
        ["use A\\B;", "const LIMIT = 3;", "function help($x) { return $x; }", "private $size = 4;"],
    ),
    "ruby": (
        "LIMIT = 3\n"
        "def help(x)\n"
        "  x\n"
        "end\n"
        "class Sum\n"
        "  SIZE = 4\n"
        "  def grow = 1\n"
        "  def twice\n"
        "    │help(LIMIT) + grow + SIZE│\n"
        "  end\n"
        "end\n",
        "def twice",
        ["LIMIT = 3", "def help(x)", "SIZE = 4", "def grow = 1"],
    ),
    "swift": (
        "import Foundation\n"
        "let limit = 3\n"
        "func help(x: Int) -> Int { x }\n"
        "class Sum {\n"
        "  var size = 4\n"
        "  func twice() -> Int { return │help(x: limit) + size│ }\n"
        "}\n",
        "func twice() -> Int { return help(x: limit) + size }",
        ["let limit = 3", "func help(x: Int) -> Int { x }", "var size = 4"],
    ),
    "lua": (
        "local limit = 3\n"
        "local M = {}\n"
        "local function help(x) return x end\n"
        "function M.twice() return │help(limit)│ end\n",
        "function M.twice() return help(limit) end",
        ["local limit = 3", "local function help(x) return x end"],
    ),
    "shellscript": (
        'limit=3\nhelp() { echo "$1"; }\ntwice() { │help "$limit"│; }\n',
        'twice() { help "$limit"; }',
        ["limit=3", 'help() { echo "$1"; }'],
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_scopes_and_definitions_are_found_in_every_language(language: str) -> None:
    drawn, begins, used = LANGUAGES[language]
    text, start, end = selection(drawn)
    scope = enclosing_scope(text, start, end, language)
    assert scope is not None
    assert text[slice(*scope)].startswith(begins)
    spans = definitions_used(text, start, end, language)
    assert [text[slice(*span)].split("\n", maxsplit=1)[0] for span in spans] == used


def test_of_a_file_of_a_million_statements_the_first_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "import a, b\n" + "x = 1\n" * 50 + "def late(): pass\nprint(a, late)\n"
    start = text.index("print")
    assert len(definitions_used(text, start, len(text), "python")) == 2
    monkeypatch.setattr(scopes, "_MOST_NODES", 20)
    assert definitions_used(text, start, len(text), "python") == [(0, len("import a, b"))]
