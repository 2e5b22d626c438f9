from __future__ import annotations

import pytest

from glossator.syntax.strings import string_around
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
