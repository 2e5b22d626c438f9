from __future__ import annotations

import pytest

from glossator.syntax.literals import in_literal
from tests.syntax.drawn import cursor

TABLE = [
    ("python", 'x = "a│b"', True),
    ("python", 'x = "ab"│', False),
    ("python", 'x = │"ab"', False),
    ("python", 'x = f"a{b│}c"', False),
    ("python", 'x = f"a{b}c│"', True),
    ("python", "x = 1  # a│\n", True),
    ("python", "x │= 1  # a\n", False),
    ("python", '"""a\nb│\n"""\n', True),
    ("python", 'x = ("a│', None),
    ("javascript", 'a = "b│\nc', None),
    ("c", 'int f( { "a│', None),
    ("javascript", "a = `b ${c│} d`;", False),
    ("javascript", "a = `b ${c} │d`;", True),
    ("javascript", "a = /b│c/;", True),
    ("javascript", "/* a│ */ b();", True),
    ("javascript", "/* a */│ b();", False),
    ("javascript", "// a│\nb();", True),
    ("java", 'String a = "b│";', True),
    ("java", "char a = '│b';", True),
    ("kotlin", 'val a = "b ${c│} d"\n', False),
    ("c", 'char *a = "b│c";', True),
    ("csharp", 'var a = $"b{c│}";', False),
    ("go", "package a\n\nvar b = `c│`\n", True),
    ("rust", 'let a = r#"b│"#;', True),
    ("php", '<?php\n$a = "b│";\n', True),
    ("ruby", 'a = "b #{c│} d"\n', False),
    ("ruby", "a = <<~B\n  c│\nB\n", True),
    ("swift", 'let a = "b│c"\n', True),
    ("lua", "local a = [[b│\nc]]\n", True),
    ("lua", "-- a│\n", True),
    ("shellscript", 'a="b$(c│)"\n', False),
    ("shellscript", "echo 'a│b'\n", True),
    # the parser has gone on as if a quote were not there
    ("python", 'x = "abc│\nfoo()\n', None),
    ("python", 'x = """abc\n│\ny = 1\n', None),
    ("javascript", "const x = `abc\n│\nbar();\n", None),
    ("rust", 'fn main() {\n    let x = "abc│;\n    foo();\n}\n', None),
    ("php", '<?php\n$x = "abc│;\nfoo();\n', None),
    ("ruby", 'x = "abc│\nfoo\n', None),
    ("lua", "local x = [[abc\n│\nbar()\n", None),
    ("python", "x = 1 + * 2\nfoo()\ny = z│\n", False),
]


@pytest.mark.parametrize(("language", "drawn", "expected"), TABLE)
def test_the_tree_tells_text_from_code(language: str, drawn: str, expected: bool | None) -> None:
    assert in_literal(*cursor(drawn), language) is expected
