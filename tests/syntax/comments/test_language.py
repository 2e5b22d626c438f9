"""What names are bound, and what opens a scope, where documentation is a comment."""

from __future__ import annotations

import pytest

from glossator.syntax.registry import language_of, parse_once

TABLE = [
    ("javascript", "import a, { b as c } from 'd';", {"a", "b", "c"}),
    ("javascript", "const a = 1, [b] = c;", {"a", "b"}),
    ("typescript", "interface A {}", {"A"}),
    ("java", "import a.b.C;", {"C"}),
    ("kotlin", "val a = 1", {"a"}),
    ("c", "#define A 1\n", {"A"}),
    ("c", "int a(void);", {"a"}),
    ("cpp", "namespace a { }", {"a"}),
    ("csharp", "class A { }", {"A"}),
    ("go", "package a\n\nconst B = 1\n", {"B"}),
    ("rust", "use a::{b, c};", {"b", "c"}),
    ("rust", "enum A { B, C }", {"A"}),
    ("php", "<?php function a() {}", {"a"}),
    ("ruby", "class A\nend", {"A"}),
    ("swift", "struct A {}", {"A"}),
    ("lua", "local function a() end", {"a"}),
    ("shellscript", "a() { b; }", {"a"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), TABLE)
def test_names_that_a_statement_binds(language: str, text: str, expected: set[str]) -> None:
    rules = language_of(language)
    root = parse_once(text, language).root
    found = {name for each in rules.members(root) for name in rules.defined_names(each)}
    assert expected <= found


@pytest.mark.parametrize(
    ("language", "text", "opens"),
    [
        ("javascript", "class A { b() {} }", ["class_declaration", "method_definition"]),
        ("rust", "const A: i32 = 1;\nmod b { fn c() {} }", ["mod_item", "function_item"]),
        ("go", "package a\n\ntype B struct { C int }\n", ["type_spec"]),
    ],
)
def test_types_functions_and_namespaces_open_a_scope(
    language: str, text: str, opens: list[str]
) -> None:
    rules, waiting, found = language_of(language), [parse_once(text, language).root], []
    while waiting:
        node = waiting.pop(0)
        found += [node.type] if rules.opens_scope(node) else []
        waiting += node.named_children
    assert found == opens
