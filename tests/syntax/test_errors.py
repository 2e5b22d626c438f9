from __future__ import annotations

import pytest

from glossator.syntax.errors import error_count, is_worse


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "x = 1\n", 0),
        ("python", "", 0),
        ("javascript", "f(1);\n", 0),
        ("javascript", "f(1;\n", 1),
        ("java", "class A { void f() { }\n", 1),
        ("go", "package a\n\nfunc f() {\n", 1),
    ],
)
def test_places_where_the_parser_gave_up_are_counted(
    language: str, text: str, expected: int
) -> None:
    assert error_count(text, language) == expected


def test_more_broken_code_has_more_errors() -> None:
    one, two = "def f(:\n    pass\n", "def f(:\n    pass\n\n\nx = = 1\n"
    assert 0 < error_count(one, "python") < error_count(two, "python")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("python", "def f(): pass\n", "1 def f(): pass\n"),
        ("python", "x = 1\n", "x = 1\n    y = 2\n"),
        ("python", "def f():\n    return 1\n", "return 1\n"),
        ("python", "%%time\nx = 1\n", "%%time\nx = 1\n    y = 2\n"),
        ("python", "await f()\n", "await f()\nreturn 1\n"),
        ("css", "a { b: c; }\n", "a { b: d;\n"),
        ("html", "<p>a</p>\n", "<p>a</p>\n<div>b\n"),
        ("zig", "fn f() u32 {\n    return 1;\n}\n", "fn f() u32 {\n    return 1;\n"),
        ("scala", "object A {\n}\n", "object A {\n"),
        ("go", "package a\n", "package a\n\npackage a\n"),
        ("go", "package a\nfunc f() {}\n", 'package a\nfunc f() {}\nimport "x"\n'),
        ("java", "package a;\nclass A {}\n", "package a;\nclass A {}\nimport b.C;\n"),
        ("csharp", "class A {}\n", "class A {}\nusing System;\n"),
        ("kotlin", "class A\n", "class A\nimport b.C\n"),
        ("shellscript", "cat <<A\nx\nA\n", "cat <<A\nx\n  A\n"),
        ("json", '{"a": 1}', '{{"a": 1}}'),
        ("toml", "a = 1\n", "a = \n"),
    ],
)
def test_an_edit_that_makes_text_invalid_is_worse(language: str, before: str, after: str) -> None:
    assert is_worse(before, after, language)
    assert not is_worse(before, before, language)
    assert not is_worse(after, after, language)


def test_a_language_without_a_parser_is_not_judged() -> None:
    assert not is_worse("a", "(", "nonsense")
