from __future__ import annotations

import pytest

from glossator.syntax.nodes import before, child, enclosing, field, own_nodes, source, touching
from glossator.syntax.registry import parse_once

TEXT = "def f(a,\n      b):\n    g(1)\n    def h():\n        i(2)\n"
ROOT = parse_once(TEXT, "python").root
FUNCTION = ROOT.named_children[0]


def test_a_nodes_text_stands_on_one_line() -> None:
    assert source(field(FUNCTION, "parameters")) == "(a, b)"
    assert source(None) == ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [(("name",), "f"), (("body", "name"), ""), (("no", "name"), ""), ((), source(FUNCTION))],
)
def test_a_path_of_fields_leads_to_a_node_or_nowhere(path: tuple[str, ...], expected: str) -> None:
    assert source(field(FUNCTION, *path)) == expected


def test_the_first_child_of_one_of_the_types() -> None:
    assert source(child(FUNCTION, "block", "parameters")) == "(a, b)"
    assert child(FUNCTION, "string") is None
    assert child(None, "string") is None


def test_what_runs_when_a_body_runs() -> None:
    body = field(FUNCTION, "body")
    calls = [
        source(node) for node in own_nodes(body, {"function_definition"}) if node.type == "call"
    ]
    assert calls == ["g(1)"]
    assert list(own_nodes(None, set())) == []


def test_the_nearest_node_around() -> None:
    inner = [node for node in own_nodes(ROOT, ()) if node.type == "call"][-1]
    around = enclosing(inner, {"function_definition"})
    assert around is not None
    assert source(field(around, "name")) == "h"
    assert enclosing(FUNCTION, {"class_definition"}) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("# a\nx = 1\n", "# a"), ("x = 1\n", ""), ("def f():\n    # a\n    x\n", "# a")],
)
def test_what_stands_before_a_node(text: str, expected: str) -> None:
    last = [
        node for node in own_nodes(parse_once(text, "python").root, ()) if "ident" in node.type
    ][-1]
    statement = last if last.parent is None else last.parent
    found = before(statement)
    assert (source(found) if found is not None and found.type == "comment" else "") == expected


@pytest.mark.parametrize(
    ("language", "head", "repeated"),
    [
        ("go", "package a\n\n", "func f(a int) int {\n\treturn a\n}\n\nvar x = 3\n"),
        ("shellscript", "a=1\n", 'f() { echo "$1"; }\n\nb=2; c=3\n# c\n'),
        ("python", "import a\n\n", "def f(a):\n    return a\n\nx = 3; y = 4\n# c\n"),
        ("ruby", 'require "a"\n\n', "def f(a)\n  a\nend\n\nX = 3\n"),
        ("lua", "local a = 1\n\n", "function f(a)\n  return a\nend\n\nx = 3\n"),
        ("swift", "import A\n\n", "func f(a: Int) -> Int {\n  return a\n}\n\nlet x = 3\n"),
        ("kotlin", "import a.b\n\n", "fun f(a: Int): Int {\n  return a\n}\n\nval x = 3\n"),
        ("rust", "use a;\n\n", "fn f(a: i32) -> i32 {\n    a\n}\n\nstatic X: i32 = 3;\n"),
        ("c", "#include <a.h>\n\n", "int f(int a) {\n  return a;\n}\n\nint x = 3;\n"),
        ("javascript", 'import a from "b"\n\n', "function f(a) {\n  return a\n}\n\nlet x = 3\n"),
        ("php", "<?php\nuse A;\n\n", "function f($a) {\n  return $a;\n}\n\n$x = 3;\n"),
    ],
)
def test_the_children_that_touch_a_stretch_are_found_wherever_it_is(
    language: str, head: str, repeated: str
) -> None:
    text = head + repeated * 3
    root = parse_once(text, language).root
    for first in range(len(text) + 1):
        for last in (first, first + 1, first + 30):
            expected = [
                each for each in root.children if each.start_byte <= last and each.end_byte >= first
            ]
            assert touching(root, first, last) == expected
