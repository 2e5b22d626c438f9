from __future__ import annotations

import pytest

from glossator.syntax.strings import rows_in_strings, string_around
from tests.syntax.drawn import cursor


@pytest.mark.parametrize(
    ("language", "drawn", "expected"),
    [
        ("python", 'x = "a│b" + "c"', '"ab"'),
        ("python", 'x = │"ab"', ""),
        ("python", 'x = "ab"│', ""),
        ("python", 'x = """a\n│b\n"""', '"""a\nb\n"""'),
        ("python", "é = 'ü│😀'", "'ü😀'"),
        ("javascript", "a = `b ${c('d│')} e`;", "`b ${c('d')} e`"),
        ("javascript", "a = b│;", ""),
        ("go", "package a\n\nvar b = `c│\n`\n", "`c\n`"),
        ("rust", 'let a = r#"b│"#;', 'r#"b"#'),
        ("ruby", 'a = "b│c"\n', '"bc"'),
        ("shellscript", 'a="b│c"\n', '"bc"'),
    ],
)
def test_the_outermost_string_around_a_place(language: str, drawn: str, expected: str) -> None:
    text, offset = cursor(drawn)
    start, end = string_around(text, offset, language)
    assert text[start:end] == expected
    assert start <= offset <= end


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("python", 'def f():\n  """doc\n  more"""\n  x = f"""a\n {b}"""\n', [4]),
        ("javascript", "f(`a\n b ${x(\n  2)}\nc`)\n", [1, 2, 3]),
        ("java", 'class A {\n String s = """\n  a\n  b""";\n}\n', [2, 3]),
        ("kotlin", 'val a = """\n  b\n c"""\n', [1, 2]),
        ("swift", 'let a = """\n  b\n  """\n', [1, 2]),
        ("rust", 'fn f() { p!("a\n b"); }\n', [1]),
        ("go", "package a\nvar x = `a\n b`\n", [2]),
        ("lua", "local a = [[\n b\n c]]\n", [1, 2]),
        ("csharp", 'var a = @"x\n y";\nvar b = $"""\n  a\n  """;\n', [1, 3, 4]),
        ("cpp", 'auto a = R"(x\n y)";\n', [1]),
        ("shellscript", "cat <<A\na\nA\necho 'x\n y'\n", [1, 2, 4]),
        ("ruby", "a = <<~X\n  b\nX\nc\n", [1, 2]),
        ("php", "<?php\n$a = <<<X\n b\n X;\n", [2, 3]),
    ],
)
def test_rows_whose_white_space_is_a_value(language: str, text: str, rows: list[int]) -> None:
    assert sorted(rows_in_strings(text, language)) == rows
