from __future__ import annotations

import pytest

from glossator.completion.cursor import scan_before
from glossator.text.lexer import Scan, end_of_code, is_comment, opens_block, scan, without_comment
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "f(a, [b", Scan((("(", 0), ("[", 0)), "", "", False)),
        ("python", "    f(\n", Scan((("(", 4),), "", "", False)),
        ("python", "a)]", Scan((), ")]", "", False)),
        ("python", "f(a)", Scan((), "", "", False)),
        ("python", "x = 'a(", Scan((), "", "'", False)),
        ("python", "x = 'a(\n", Scan((), "", "", False)),
        ("python", 'x = """a\n(', Scan((), "", '"""', False)),
        ("python", "x  # (", Scan((), "", "", True)),
        ("python", "x  # (\n", Scan((), "", "", False)),
        ("javascript", "/* ( */ [", Scan((("[", 0),), "", "", False)),
        ("javascript", "/* (", Scan((), "", "", True)),
        ("javascript", "`a ${", Scan((), "", "`", False)),
        ("rust", "fn f<'a>(", Scan((("(", 0),), "", "", False)),
        ("lua", "x -- (\n{", Scan((("{", 0),), "", "", False)),
        ("json", '{"a": "//', Scan((("{", 0),), "", '"', False)),
    ],
)
def test_what_is_open_at_the_end_of_a_text(language: str, text: str, expected: Scan) -> None:
    assert scan(text, language) == expected


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("python", "x = 1  # why", "x = 1"),
        ("python", "x = '#'  # why", "x = '#'"),
        ("python", "x = '#'", "x = '#'"),
        ("c", "x = 1; // why", "x = 1;"),
        ("json", '"a": 1 // b', '"a": 1 // b'),
    ],
)
def test_a_line_without_its_comment(language: str, line: str, expected: str) -> None:
    assert without_comment(line, language) == expected


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("python", "  # a", True),
        ("python", "x  # a", False),
        ("c", "/* a", True),
        ("c", " * a", True),
        ("c", "*/", True),
        ("html", "<!-- a", True),
        ("c", "*a = 1;", False),
        ("python", "", False),
    ],
)
def test_a_line_that_is_a_comment_alone(language: str, line: str, expected: bool) -> None:
    assert is_comment(line, language) is expected


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("python", "if a:", True),
        ("python", "if a:  # why", True),
        ("python", "x = a[1:", False),
        ("python", "x = f(", True),
        ("python", "x = {a: b}", False),
        ("yaml", "services:", True),
        ("makefile", "all: a.o", True),
        ("makefile", "A := b", False),
        ("ruby", "def total(prices)", True),
        ("ruby", "puts total if prices", False),
        ("ruby", "list.each do |x|", True),
        ("lua", "if x then", True),
        ("lua", "local function f(x)", True),
        ("javascript", "f(() => {", True),
        ("javascript", "a.map(b =>", True),
        ("c", "x = 1;", False),
        ("markdown", "Like this:", False),
        ("python", "", False),
    ],
)
def test_a_line_that_opens_a_block(language: str, line: str, expected: bool) -> None:
    assert opens_block(line, language) is expected


def test_a_long_file_is_read_from_a_line_that_surely_is_code() -> None:
    docstring = '"""\n' + "It is (so.\n" * 2_000 + '"""\n'
    prefix = f"{docstring}def f(a):\n    x = [\n"
    assert scan_before(at(f"{prefix}│")).opened == (("[", 4),)
    assert end_of_code(prefix, 100, "python") == "def f(a):\n    x = [\n"
    assert end_of_code(docstring, 100, "python") == ""
    assert end_of_code("x" * 50, 10, "c") == "x" * 10
