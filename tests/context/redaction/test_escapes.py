from __future__ import annotations

import pytest

from glossator.context.redaction.escapes import in_escaped, may_be_escaped, unescaped
from glossator.context.redaction.redact import redact


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r'{"pass\u0077ord": 1}', '{"password": 1}'),
        (r'"\x70assword"', '"password"'),
        (r'"\u{0070}assword"', '"password"'),
        (r'"\u00e9\u4e2d\x0a"', r'"\u00e9\u4e2d\x0a"'),
    ],
)
def test_printable_ascii_is_read_as_it_is_meant(text: str, meant: str) -> None:
    assert may_be_escaped(text)
    assert unescaped(text) == meant


def test_places_are_those_of_the_text_as_it_is_written() -> None:
    line = r'"p\u0061ss": "\u0061b\u0063d"'
    start = unescaped(line).index("abcd")
    assert [line[slice(*span)] for span in in_escaped(line, [(start, start + 4)])] == [
        r"\u0061b\u0063d"
    ]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (r'{"pass\u0077ord": "Tr0ub4dor&3x"}', "Tr0ub4dor&3x"),
        (r'{"password": "\u0054r0ub4dor\u00263x"}', "r0ub4dor"),
        (r'{"pass\u0077ord": {"\u0076alue": 1}, "p\u0069n": "4821"}', "4821"),
        ('{"api\\u005ftoken":\n"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF"}', "aB3dE6gH9jK2"),
    ],
)
def test_an_escape_hides_no_name_and_no_value(text: str, secret: str) -> None:
    redacted = redact(text)
    assert secret not in redacted.text
    assert len(redacted.text) == len(text)
    assert redacted.restore(redacted.text) == text
